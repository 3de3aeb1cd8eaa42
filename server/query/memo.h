// What is known of each word, worked out once: what people ask for repeats itself.
//
//   Memo<Value> memo(16'384);
//   std::shared_ptr<const Value> value = memo.get(word, [&] { return work_out(word); });
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace fihris::query {

// Keeps at most `most` words; of these, the ones asked for of late stay. Thread-safe.
template <typename Value>
class Memo {
 public:
  explicit Memo(std::size_t most) : most_(most) {}

  template <typename Make>
  std::shared_ptr<const Value> get(std::string_view key, Make make) {
    if (Known known = find(key)) return known;
    // Two threads may both make it, which costs less than that one waits.
    Known fresh = std::make_shared<const Value>(make());
    const std::scoped_lock lock(mutex_);
    keep(std::string(key), fresh);
    return fresh;
  }

 private:
  using Known = std::shared_ptr<const Value>;
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Words = std::unordered_map<std::string, Known, Hash, std::equal_to<>>;

  Known find(std::string_view key) {
    const std::scoped_lock lock(mutex_);
    if (const auto recent = recent_.find(key); recent != recent_.end()) return recent->second;
    const auto older = older_.find(key);
    if (older == older_.end()) return nullptr;
    Known known = older->second;
    keep(older->first, known);
    return known;
  }

  // Half of the words are those asked for since that half was last full.
  void keep(std::string key, const Known& value) {
    if (recent_.size() >= most_ / 2) {
      older_ = std::move(recent_);
      recent_.clear();
    }
    recent_.insert_or_assign(std::move(key), value);
  }

  const std::size_t most_;
  std::mutex mutex_;
  Words recent_, older_;
};

}  // namespace fihris::query
