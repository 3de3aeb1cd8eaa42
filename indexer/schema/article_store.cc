#include "indexer/schema/article_store.h"

#include <zstd.h>

#include <array>
#include <cstdint>
#include <memory>

#include "indexer/schema/varint.h"

namespace fihris::schema {
namespace {

// The stored members, in their order in the file; the gaps of title and body follow.
constexpr std::array<std::string Article::*, 3> kMembers{&Article::date, &Article::url,
                                                         &Article::path};

// The first byte says whether zstd packed the others.
constexpr char kPlain = 0;
constexpr char kPacked = 1;
constexpr std::size_t kLongest =
    2048;  // bytes that are not packed: one news article in 300 is longer
constexpr int kLevel = 1;
constexpr unsigned long long kMostUnpacked = 1ULL << 32U;

std::string compressed(std::string_view plain) {
  static thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(
      ZSTD_createCCtx(), &ZSTD_freeCCtx);
  std::string packed(1 + ZSTD_compressBound(plain.size()), kPacked);
  packed.resize(1 + ZSTD_compressCCtx(context.get(), packed.data() + 1, packed.size() - 1,
                                      plain.data(), plain.size(), kLevel));
  return packed;
}

// Empty if damaged.
std::string decompressed(std::string_view packed) {
  static thread_local const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(
      ZSTD_createDCtx(), &ZSTD_freeDCtx);
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size >= kMostUnpacked) return {};  // the errors too
  std::string plain(size, '\0');
  const size_t got =
      ZSTD_decompressDCtx(context.get(), plain.data(), size, packed.data(), packed.size());
  return got == size ? plain : std::string();
}

}  // namespace

std::string pack_article(const Article& article, std::string_view title_gaps,
                         std::string_view body_gaps) {
  std::string plain(1, kPlain);
  const auto append = [&](std::string_view text) {
    append_varint(plain, static_cast<std::uint32_t>(text.size()));
    plain += text;
  };
  for (const auto member : kMembers) append(article.*member);
  append(title_gaps);
  append(body_gaps);
  return plain.size() <= kLongest ? plain : compressed(plain);
}

Result<StoredArticle> unpack_article(std::string packed) {
  StoredArticle article;
  article.bytes_ = packed.starts_with(kPacked) ? decompressed(std::string_view(packed).substr(1))
                                               : std::move(packed);
  if (!article.bytes_.starts_with(kPlain)) return damaged_article();
  const char* const begin = article.bytes_.data();
  const char* const end = begin + article.bytes_.size();
  const char* at = begin + 1;
  const auto read = [&](std::string_view& text) {  // the zero behind the end stops a varint
    if (at >= end) return false;
    const std::uint32_t size = read_varint(at);
    if (at > end || size > static_cast<size_t>(end - at)) return false;
    text = {at, size};
    at += size;
    return true;
  };
  std::string_view text;
  for (const auto member : kMembers) {
    if (!read(text)) return damaged_article();
    article.known.*member = text;
  }
  if (!read(text)) return damaged_article();
  article.title_ = static_cast<size_t>(text.data() - begin);
  article.title_end_ = article.title_ + text.size();
  if (!read(text) || at != end) return damaged_article();
  article.body_ = static_cast<size_t>(text.data() - begin);
  return article;
}

tl::unexpected<Error> damaged_article() {
  return fail("a stored article is damaged", "look with: fihris-indexer check --index DIR");
}

}  // namespace fihris::schema
