#include "indexer/schema/segment.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <functional>
#include <numeric>
#include <utility>

#include "indexer/schema/index_layout.h"
#include "indexer/schema/text_gaps.h"

namespace fihris::schema {
namespace {

std::span<const std::uint32_t> slice(std::span<const std::uint32_t> offsets,
                                     std::span<const std::uint32_t> values, std::uint32_t i) {
  return values.subspan(offsets[i], offsets[i + 1] - offsets[i]);
}

// Binary search for `wanted` among strings[order[i]].
std::optional<std::uint32_t> find_in_order(std::span<const std::uint32_t> order,
                                           const StringList& strings, std::string_view wanted) {
  const auto at =
      std::ranges::lower_bound(order, wanted, {}, [&](std::uint32_t i) { return strings[i]; });
  if (at == order.end() || strings[*at] != wanted) return std::nullopt;
  return *at;
}

// What a thread has looked up of one kind of strings. A query asks for each of its words and terms
// several times, and queries for the same ones: a search among 200,000 strings misses the caches a
// dozen times. Not thread-safe.
class Known {
 public:
  using Number = std::optional<std::uint32_t>;
  template <typename LookUp>
  Number find(std::uint64_t segment, std::string_view text, LookUp look_up) {
    Entry& entry = entries_.at((std::hash<std::string_view>{}(text) + segment) % kEntries);
    if (entry.segment != segment || entry.text != text) {
      entry = {segment, std::string(text), look_up()};
    }
    return entry.number;
  }

 private:
  static constexpr size_t kEntries = 1024;
  struct Entry {
    std::uint64_t segment = 0;
    std::string text;
    Number number;
  };
  std::array<Entry, kEntries> entries_;
};

std::uint64_t next_id() {
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}

}  // namespace

Result<std::shared_ptr<const Segment>> Segment::open(const std::filesystem::path& dir) {
  Result<SectionReader> tables = SectionReader::open(dir / kTablesFile);
  if (!tables) return tl::make_unexpected(tables.error());
  Files files{-1, -1};
  for (const auto& [name, fd] :
       {std::pair(kArticlesFile, &files.articles), std::pair(kPostingsFile, &files.postings)}) {
    const std::string path = dir / name;
    *fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (*fd >= 0) continue;
    const int error = errno;
    if (files.articles >= 0) ::close(files.articles);
    return fail(fmt::format("cannot read {}: {}", path, std::strerror(error)));
  }
  return std::shared_ptr<const Segment>(new Segment(dir, std::move(*tables), files));
}

Segment::Segment(std::filesystem::path dir, SectionReader tables, Files files)
    : id_(next_id()), dir_(std::move(dir)), tables_(std::move(tables)), files_(files) {
  const auto u32 = [&](Section s) { return tables_.array<std::uint32_t>(s); };
  const auto u64 = [&](Section s) { return tables_.array<std::uint64_t>(s); };
  lengths = u32(Section::lengths);
  sources = u32(Section::sources);
  authors = u32(Section::authors);
  langs = u32(Section::langs);
  paths = u32(Section::paths);
  days = tables_.array<std::int32_t>(Section::days);
  content_sums = u64(Section::content_sums);
  copy_signatures = tables_.array<CopySignature>(Section::copy_signatures);
  ids = tables_.strings(Section::ids);
  source_names = tables_.strings(Section::source_names);
  author_names = tables_.strings(Section::author_names);
  lang_names = tables_.strings(Section::lang_names);
  path_names = tables_.strings(Section::path_names);
  words = tables_.strings(Section::words);
  terms = tables_.strings(Section::terms);
  word_articles = u32(Section::word_articles);
  term_articles = u32(Section::term_articles);
  article_offsets_ = u64(Section::article_offsets);
  token_offsets_ = u64(Section::token_offsets);
  id_order_ = u32(Section::id_order);
  word_order_ = u32(Section::word_order);
  word_nodes_ = tables_.array<WordNode>(Section::word_nodes);
  word_branches_ = tables_.array<WordBranch>(Section::word_branches);
  word_term_offsets_ = u32(Section::word_term_offsets);
  word_terms_ = u32(Section::word_terms);
  term_word_offsets_ = u32(Section::term_word_offsets);
  term_words_ = u32(Section::term_words);
  name_keys_ = tables_.array<NameKey>(Section::name_keys);
  grams_ = u32(Section::grams);
  gram_articles_ = u32(Section::gram_articles);
  gram_word_offsets_ = u32(Section::gram_word_offsets);
  gram_words_ = tables_.bytes(Section::gram_words);
  tokens_ = tables_.array<WordCode>(Section::tokens);
  token_count_ = std::accumulate(lengths.begin(), lengths.end(), std::uint64_t{0});
}

Segment::~Segment() {
  ::close(files_.articles);
  ::close(files_.postings);
}

std::string Segment::postings_path() const {
  return fmt::format("/proc/self/fd/{}", files_.postings);
}

std::span<const Term> Segment::terms_of(Word word) const {
  return slice(word_term_offsets_, word_terms_, word);
}
std::span<const Word> Segment::words_of(Term term) const {
  return slice(term_word_offsets_, term_words_, term);
}

std::span<const NameKey> Segment::names_of(std::uint32_t key) const {
  // Not equal_range: clang 14 cannot compile its result.
  const auto begin = std::ranges::lower_bound(name_keys_, key, {}, &NameKey::key);
  return {begin, std::ranges::upper_bound(begin, name_keys_.end(), key, {}, &NameKey::key)};
}

std::optional<Word> Segment::find_word(std::string_view written) const {
  static thread_local Known known;
  return known.find(id_, written, [&] { return find_in_order(word_order_, words, written); });
}

std::optional<Doc> Segment::find_id(std::string_view id) const {
  return find_in_order(id_order_, ids, id);
}

Term Segment::lower_bound_term(std::string_view term) const {
  Term low = 0;
  auto high = static_cast<Term>(terms.size());
  while (low < high) {
    const Term middle = low + (high - low) / 2;
    if (terms[middle] < term) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::uint32_t Segment::gram_articles(analysis::Gram gram) const {
  const auto at = std::ranges::lower_bound(grams_, gram);
  return at == grams_.end() || *at != gram
             ? 0
             : gram_articles_[static_cast<size_t>(at - grams_.begin())];
}

WordList Segment::words_with(analysis::Gram gram) const {
  const auto at = std::ranges::lower_bound(grams_, gram);
  if (at == grams_.end() || *at != gram) return WordList({});
  const auto i = static_cast<size_t>(at - grams_.begin());
  return WordList(
      gram_words_.substr(gram_word_offsets_[i], gram_word_offsets_[i + 1] - gram_word_offsets_[i]));
}

std::optional<Term> Segment::look_up_term(std::string_view term) const {
  const Term at = lower_bound_term(term);
  if (at == terms.size() || terms[at] != term) return std::nullopt;
  return at;
}

std::optional<Term> Segment::find_term(std::string_view term) const {
  static thread_local Known known;
  return known.find(id_, term, [&] { return look_up_term(term); });
}

WordStream Segment::stream(Doc doc) const {
  const WordCode* const begin = tokens_.data();
  return {begin + token_offsets_[doc], begin + token_offsets_[doc + 1]};
}

void Segment::prefetch_place(Doc doc) const { __builtin_prefetch(&token_offsets_[doc]); }

void Segment::prefetch_stream(Doc doc) const {
  constexpr std::uint64_t kLine = 64 / sizeof(WordCode);
  constexpr std::uint64_t kMostLines = 16;  // what follows, the processor sees coming
  const std::uint64_t begin = token_offsets_[doc];
  const std::uint64_t end = std::min(token_offsets_[doc + 1], begin + kMostLines * kLine);
  for (std::uint64_t at = begin; at < end; at += kLine) __builtin_prefetch(tokens_.data() + at);
}

Result<StoredArticle> Segment::stored(Doc doc) const {
  const std::uint64_t begin = article_offsets_[doc];
  std::string packed(article_offsets_[doc + 1] - begin, '\0');
  const ssize_t got =
      ::pread(files_.articles, packed.data(), packed.size(), static_cast<off_t>(begin));
  if (got != static_cast<ssize_t>(packed.size())) {
    return fail(fmt::format("{} is shorter than it should be", (dir_ / kArticlesFile).string()),
                "look with: fihris-indexer check --index DIR");
  }
  Result<StoredArticle> article = unpack_article(std::move(packed));
  if (!article) return article;
  article->known.id = ids[doc];
  article->known.source = source_names[sources[doc]];
  article->known.author = author_names[authors[doc]];
  article->known.lang = lang_names[langs[doc]];
  return article;
}

Result<Article> Segment::article(Doc doc) const {
  Result<StoredArticle> stored = this->stored(doc);
  if (!stored) return tl::make_unexpected(stored.error());
  Article article = std::move(stored->known);
  std::vector<Word> of_part;
  WordStream stream = this->stream(doc);
  for (const auto& [gaps, text] : {std::pair(stored->title_gaps(), &article.title),
                                   std::pair(stored->body_gaps(), &article.body)}) {
    of_part.clear();
    while (stream.next() && !stream.is_border()) of_part.push_back(stream.word());
    TextReader reader(gaps, of_part, words);
    for (TextPlace place; reader.next(*text, place);) {
    }
    reader.finish(*text);
    if (!reader.is_whole()) return damaged_article();
  }
  return article;
}

}  // namespace fihris::schema
