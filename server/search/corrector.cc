#include "server/search/corrector.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/stemmer.h"
#include "server/search/keyboard.h"
#include "server/search/near_words.h"
#include "server/search/ranked_search.h"
#include "server/search/typing_errors.h"

namespace fihris::search {
namespace {

constexpr std::size_t kChoices = 6;      // for one word
constexpr std::size_t kPlans = 12;       // for the query
constexpr std::size_t kMaxMistaken = 3;  // words

// What mistakes in a word may cost in all, by its letters: short words have many neighbours.
constexpr std::array<float, 9> kLimits{0, 0, 0.3F, 0.6F, 0.8F, 1, 1.2F, 1.5F, 1.8F};
// Looking further takes many times as long, and is seldom needed.
constexpr std::array<float, 2> kReaches{1, 2};
constexpr std::array<float, 1> kReachesOfLong{0.8F};

// Of a word that may well be spelt right: one that articles have, a word of the lexicon, such a
// word beside others that articles have, an inflected form of one.
constexpr float kOfFound = 0.5F;
constexpr float kOfLemma = 0.35F;
constexpr float kOfLemmaInContext = 0.5F;
constexpr float kOfInflected = 0.8F;

constexpr std::size_t kShortestPart = 2;  // letters, of words run together
constexpr std::size_t kMaxBorders = 4;    // between them, tried
constexpr std::string_view kArticle = "ال";
constexpr std::string_view kEndOfWord = "ة";  // stands nowhere else

bool is_lemma(std::string_view written) {
  return analysis::is_known_word(analysis::fold(written)) ||
         analysis::is_known_word(analysis::without_proclitics(written));
}

// Where the run of spaces, or of other characters, that begins at `at` ends.
std::size_t end_of_piece(const std::string& q, std::size_t at) {
  const std::size_t end = q[at] == ' ' ? q.find_first_not_of(' ', at) : q.find(' ', at);
  return std::min(end, q.size());
}

// Words [first, last) of the query written otherwise.
struct Edit {
  std::size_t first;
  std::size_t last;
  std::string text;
  double cost;
  std::uint64_t articles;
};

struct Plan {
  std::vector<Edit> edits;
  double likelihood = 0;  // before the query is tried
  bool covers(std::size_t word) const {
    return std::ranges::any_of(edits,
                               [&](const Edit& e) { return word >= e.first && word < e.last; });
  }
};

class Corrector {
 public:
  Corrector(View& view, const SearchRequest& request, const Asked& asked)
      : view_(view), scoring_(*view.snapshot()), request_(request), asked_(asked) {}

  // Words typed on the wrong layout; those that are found stay.
  std::optional<Correction> by_keyboard() {
    if (asked_.total > 0 && !asked_.is_long) return std::nullopt;
    std::vector<std::string> readings{""};
    for (std::size_t at = 0; at < request_.q.size();) {
      const std::size_t end = end_of_piece(request_.q, at);
      const std::string piece = request_.q.substr(at, end - at);
      std::vector<std::string> choices{piece};
      if (piece.front() != ' ' && is_lacking(at, end)) {
        choices = on_other_layout(piece);
        std::erase_if(choices, [this](const std::string& q) { return found_alone(q) == 0; });
      }
      at = end;
      if (choices.empty()) return std::nullopt;
      std::vector<std::string> longer;
      for (const std::string& reading : readings) {
        for (const std::string& choice : choices) longer.push_back(reading + choice);
      }
      readings = std::move(longer);
      if (readings.size() > kPlans) readings.resize(kPlans);
    }
    std::optional<Correction> best;
    for (const std::string& q : readings) {
      if (q == request_.q) continue;
      const std::uint64_t articles = support(q);
      if (articles > 0 && (!best || articles > best->total)) best = {q, articles};
    }
    if (best) best = with_total(best->q);
    return best;
  }

  std::optional<Correction> by_spelling() {
    if (asked_.is_long) return by_spelling(kReachesOfLong);
    return by_spelling(kReaches);
  }

 private:
  std::optional<Correction> by_spelling(std::span<const float> reaches) {
    std::optional<Correction> correction;
    float looked_at = 0;
    for (const float reach : reaches) {
      if (correction || !goes_beyond(looked_at)) break;
      correction = by_spelling(reach);
      looked_at = reach;
    }
    return correction;
  }

  // Mistakes in one word may cost `reach` in all.
  std::optional<Correction> by_spelling(float reach) {
    const std::vector<Plan> plans = make_plans(reach);
    std::optional<Correction> best;
    double best_value = 0;
    for (const Plan& plan : plans) {
      if (plan.edits.empty()) continue;
      double cost = 0;
      for (const Edit& edit : plan.edits) cost += edit.cost;
      if (best && plan.likelihood + likelihood(cost, most_support(plan)) <= best_value) continue;
      std::string q = applied(plan);
      const std::uint64_t articles = support(q);
      if (articles == 0) continue;
      const double value = plan.likelihood + likelihood(cost, articles);
      if (!best || value > best_value) {
        best = {std::move(q), articles};
        best_value = value;
      }
    }
    if (best) best = with_total(best->q);
    return best;
  }

  // Whether mistakes in any word may cost more.
  bool goes_beyond(float reach) const {
    for (std::size_t i = 0; i < asked_.words.size(); ++i) {
      if (reach == 0 || (is_mistaken(i) && limit_of(i) > reach)) return true;
    }
    return false;
  }

  // The more words a query has, the likelier a rare one is only rare.
  bool is_mistaken(std::size_t i) const {
    const TypedWord& word = asked_.words[i];
    const std::uint64_t few = asked_.is_long ? 1 : kFewArticles;
    return word.replaceable && !word.stop && asked_.counts[i] < few;
  }

  std::vector<Plan> make_plans(float reach) {
    std::vector<Plan> plans{{}};
    std::size_t mistaken = 0;
    for (std::size_t i = 0; i < asked_.words.size(); ++i) {
      if (!is_mistaken(i) || ++mistaken > kMaxMistaken) continue;
      const std::vector<Edit> edits = edits_of(i, reach);
      std::vector<Plan> more;
      for (Plan& plan : plans) {
        if (plan.covers(i)) {
          more.push_back(std::move(plan));
          continue;
        }
        for (const Edit& edit : edits) {
          if (plan.covers(edit.first)) continue;
          Plan longer = plan;
          longer.edits.push_back(edit);
          longer.likelihood += likelihood(edit.cost, edit.articles);
          more.push_back(std::move(longer));
        }
        more.push_back(std::move(plan));  // as typed: it may be right, or one of several
      }
      plans = std::move(more);
      std::ranges::stable_sort(plans, std::ranges::greater{}, &Plan::likelihood);
      if (plans.size() > kPlans) plans.resize(kPlans);
    }
    return plans;
  }

  std::vector<Edit> edits_of(std::size_t i, float reach) {
    std::vector<Edit> edits;
    const TypedWord& word = asked_.words[i];
    const float limit = std::min(limit_of(i), reach);
    if (limit > 0) {
      for (NearWord& near : near_words(*view_.snapshot(), word.written, limit, kChoices)) {
        edits.push_back({i, i + 1, std::move(near.text), near.cost, near.articles});
      }
    }
    const std::vector<Edit>& others = respaced(i);
    edits.insert(edits.end(), others.begin(), others.end());
    return edits;
  }

  // The word split, or joined with one beside it.
  const std::vector<Edit>& respaced(std::size_t i) {
    const auto [at, is_new] = respaced_.try_emplace(i);
    std::vector<Edit>& edits = at->second;
    if (!is_new) return edits;
    if (asked_.counts[i] == 0) add_split(i, edits);
    if (i > 0) add_joined(i - 1, edits);
    if (i + 1 < asked_.words.size()) add_joined(i, edits);
    return edits;
  }

  float limit_of(std::size_t i) const {
    const std::string& written = asked_.words[i].written;
    const bool known = is_arabic(written) && analysis::is_known_form(written);
    if (asked_.counts[i] > 0) return known ? 0 : kOfFound;
    std::size_t letters = keys_of(written).size();
    if (written.starts_with(kArticle)) letters -= 2;
    const float limit = kLimits[std::min(letters, kLimits.size() - 1)];
    if (!known) return limit;
    if (!is_lemma(written)) return std::min(limit, kOfInflected);
    const bool has_context =
        std::ranges::any_of(asked_.counts, [](std::uint64_t count) { return count > 0; });
    return has_context ? kOfLemmaInContext : kOfLemma;
  }

  // الذكاءالاصطناعي: at the border where articles have the two side by side most often.
  void add_split(std::size_t i, std::vector<Edit>& edits) const {
    const std::string& written = asked_.words[i].written;
    const std::size_t letter = is_arabic(written) ? 2 : 1;  // bytes
    Edit best{i, i + 1, "", to_float(TypingErrors::instance().missing_space()), 0};
    struct Border {
      std::size_t at;
      std::uint64_t most;  // articles that may have the two
    };
    std::vector<Border> borders;
    for (std::size_t at = kShortestPart * letter; at + kShortestPart * letter <= written.size();
         at += letter) {
      borders.push_back(
          {at, std::min(articles_with(written.substr(0, at)), articles_with(written.substr(at)))});
    }
    std::ranges::stable_sort(borders, std::ranges::greater{}, &Border::most);
    if (borders.size() > kMaxBorders) borders.resize(kMaxBorders);
    for (const auto& [at, most] : borders) {
      if (most <= best.articles) break;
      const std::string left = written.substr(0, at);
      const std::string both = fmt::format("{} {}", left, written.substr(at));
      std::uint64_t articles = found_alone(fmt::format("\"{}\"", both));
      if (articles == 0 && left.ends_with(kEndOfWord)) articles = found_alone(both);
      articles = std::min(articles, most);
      if (articles > best.articles) {
        best.articles = articles;
        best.text = both;
      }
    }
    if (best.articles > 0) edits.push_back(std::move(best));
  }

  // الاق تصاد: words i and i + 1 as one.
  void add_joined(std::size_t i, std::vector<Edit>& edits) const {
    const TypedWord& left = asked_.words[i];
    const TypedWord& right = asked_.words[i + 1];
    if (!left.replaceable || !right.replaceable ||
        request_.q.find_first_not_of(' ', left.end) != right.begin) {
      return;
    }
    std::string both = left.written + right.written;
    const std::uint64_t articles = found_alone(both);
    if (articles == 0) return;
    edits.push_back(
        {i, i + 2, std::move(both), to_float(TypingErrors::instance().extra_space()), articles});
  }

  // That have this written form, or the one with ه typed for ة.
  std::uint64_t articles_with(const std::string& written) const {
    std::string other = written;
    if (written.ends_with(kEndOfWord)) other.replace(written.size() - 2, 2, "ه");
    return scoring_.word_articles(written) + (other == written ? 0 : scoring_.word_articles(other));
  }

  // As letters, not as names that sound so: a spelling must be there to be offered.
  std::uint64_t found(SearchRequest request, const std::string& q) const {
    request.q = q;
    request.names = false;
    return view_.count(request).total;
  }
  // By all words of a query, or by any if that is wanted.
  std::uint64_t found_by(const std::string& q) const {
    SearchRequest all = request_;
    if (request_.match == MatchMode::automatic) all.match = MatchMode::all;
    return found(std::move(all), q);
  }
  std::uint64_t found_alone(const std::string& q) const {
    SearchRequest alone;
    alone.exact = request_.exact;
    alone.match = MatchMode::all;
    return found(std::move(alone), q);
  }
  // What a search for it will find.
  Correction with_total(std::string q) const {
    SearchRequest other = request_;
    other.q = q;
    return {std::move(q), view_.count(other).total};
  }

  // Articles that speak for a plan at most. One that has more of a long query than any had before
  // has a word that the plan writes otherwise.
  std::uint64_t most_support(const Plan& plan) const {
    if (!asked_.is_long) return scoring_.articles();
    std::uint64_t articles = 0;
    for (const Edit& edit : plan.edits) {
      for (const TypedWord& word : typed_words(edit.text)) {
        for (const std::uint64_t with : articles_of_terms(scoring_, word, request_.exact)) {
          articles += with;
        }
      }
    }
    return articles;
  }

  // Articles that speak for another spelling of the query; 0: it does not find clearly more.
  std::uint64_t support(const std::string& q) {
    const auto [at, is_new] = supports_.try_emplace(q);
    if (is_new) at->second = find_support(q);
    return at->second;
  }
  std::uint64_t find_support(const std::string& q) {
    if (!asked_.is_long) {
      const std::uint64_t total = found_by(q);
      return total >= kClearlyMore * asked_.total ? total : 0;
    }
    // Names in other spellings join words to one clause: words are only compared with words.
    if (!words_before_) words_before_ = coverage_by_letters(request_.q).most;
    const View::Coverage found = coverage_by_letters(q);
    const bool is_more = found.most > *words_before_ && found.share() > asked_.share;
    return is_more && found.share() >= kMostWords ? found.articles : 0;
  }
  View::Coverage coverage_by_letters(const std::string& q) const {
    SearchRequest other = request_;
    other.q = q;
    other.names = false;
    return view_.coverage(other);
  }

  // Whether bytes of the query have a word that no article has, or are found nowhere.
  bool is_lacking(std::size_t begin, std::size_t end) const {
    bool any_word = false;
    for (std::size_t i = 0; i < asked_.words.size(); ++i) {
      if (asked_.words[i].begin < begin || asked_.words[i].end > end) continue;
      if (asked_.counts[i] == 0) return true;
      any_word = true;
    }
    return !any_word && found_alone(request_.q.substr(begin, end - begin)) == 0;
  }

  std::string applied(const Plan& plan) const {
    std::vector<Edit> edits = plan.edits;
    std::ranges::sort(edits, std::ranges::greater{}, &Edit::first);
    std::string q = request_.q;
    for (const Edit& edit : edits) {
      q = with_replaced(q, asked_.words[edit.first].begin, asked_.words[edit.last - 1].end,
                        edit.text);
    }
    return q;
  }

  View& view_;
  Scoring scoring_;
  const SearchRequest& request_;
  const Asked& asked_;
  std::map<std::size_t, std::vector<Edit>> respaced_;  // by word
  std::map<std::string, std::uint64_t> supports_;      // by query
  std::optional<std::size_t> words_before_{};  // of a long query as typed, that one article has
};

}  // namespace

std::optional<Correction> correct(View& view, const SearchRequest& request, const Asked& asked) {
  Corrector corrector(view, request, asked);
  std::optional<Correction> correction = corrector.by_keyboard();
  return correction ? correction : corrector.by_spelling();
}

}  // namespace fihris::search
