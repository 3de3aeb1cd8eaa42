#include "server/query/word_memo.h"

#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>

namespace fihris::query {
namespace {

using analysis::CharClass;
using Analysis = std::shared_ptr<const analysis::WordAnalysis>;

class WordMemo {
 public:
  static WordMemo& instance() {
    static WordMemo memo;
    return memo;
  }

  Analysis find(std::string_view key) {
    const std::scoped_lock lock(mutex_);
    if (const auto recent = recent_.find(key); recent != recent_.end()) return recent->second;
    const auto older = older_.find(key);
    if (older == older_.end()) return nullptr;
    Analysis known = older->second;
    keep(older->first, known);
    return known;
  }

  void add(std::string_view key, const Analysis& analysis) {
    const std::scoped_lock lock(mutex_);
    keep(std::string(key), analysis);
  }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Words = std::unordered_map<std::string, Analysis, Hash, std::equal_to<>>;

  // Half of the words are those asked for since that half was last full.
  void keep(std::string key, const Analysis& analysis) {
    if (recent_.size() >= kKeptWords / 2) {
      older_ = std::move(recent_);
      recent_.clear();
    }
    recent_.insert_or_assign(std::move(key), analysis);
  }

  std::mutex mutex_;
  Words recent_, older_;
};

}  // namespace

Analysis analyze_query_word(CharClass kind, std::string_view written) {
  std::string key(1, static_cast<char>(kind));
  key += written;
  if (Analysis known = WordMemo::instance().find(key)) return known;
  Analysis fresh =
      std::make_shared<const analysis::WordAnalysis>(analysis::analyze_word(kind, written));
  WordMemo::instance().add(key, fresh);
  return fresh;
}

}  // namespace fihris::query
