#include "indexer/schema/article_store.h"

#include <zstd.h>

#include <array>
#include <cstdint>

#include "indexer/schema/varint.h"

// dictionary_blob.S NOLINTBEGIN(readability-identifier-naming)
extern "C" const char fihris_dictionary_begin[];
extern "C" const char fihris_dictionary_end[];
// NOLINTEND(readability-identifier-naming)

namespace fihris::schema {
namespace {

// The stored members, in their order in the file.
constexpr std::array<std::string Article::*, 9> kMembers{
    &Article::id,     &Article::title, &Article::body, &Article::date, &Article::source,
    &Article::author, &Article::url,   &Article::path, &Article::lang};

// With a dictionary, 3 packs better than 1 and 4, and as fast as 1.
constexpr int kLevel = 3;

}  // namespace

std::string_view article_dictionary() {
  return {fihris_dictionary_begin,
          static_cast<size_t>(fihris_dictionary_end - fihris_dictionary_begin)};
}

std::string pack_article(const Article& article) {
  static const std::unique_ptr<ZSTD_CDict, decltype(&ZSTD_freeCDict)> dictionary(
      ZSTD_createCDict(article_dictionary().data(), article_dictionary().size(), kLevel),
      &ZSTD_freeCDict);
  static thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(
      ZSTD_createCCtx(), &ZSTD_freeCCtx);
  static thread_local std::string plain;
  plain.clear();
  for (const auto member : kMembers) {
    append_varint(plain, static_cast<std::uint32_t>((article.*member).size()));
    plain += article.*member;
  }
  std::string packed(ZSTD_compressBound(plain.size()), '\0');
  packed.resize(ZSTD_compress_usingCDict(context.get(), packed.data(), packed.size(), plain.data(),
                                         plain.size(), dictionary.get()));
  return packed;
}

void ArticleUnpacker::Free::operator()(ZSTD_DDict_s* dictionary) const {
  ZSTD_freeDDict(dictionary);
}

ArticleUnpacker::ArticleUnpacker(std::string_view dictionary)
    : dictionary_(ZSTD_createDDict(dictionary.data(), dictionary.size())) {}

Result<Article> ArticleUnpacker::unpack(std::string_view packed) const {
  static thread_local const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(
      ZSTD_createDCtx(), &ZSTD_freeDCtx);
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  const auto damaged = [] {
    return fail("a stored article is damaged", "look with: fihris-indexer check --index DIR");
  };
  if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR) return damaged();
  std::string plain(size + 1, '\0');  // a zero at the end stops a damaged varint
  const size_t got = ZSTD_decompress_usingDDict(context.get(), plain.data(), size, packed.data(),
                                                packed.size(), dictionary_.get());
  if (ZSTD_isError(got) != 0 || got != size) return damaged();
  Article article;
  const char* at = plain.data();
  const char* const end = at + size;
  for (const auto member : kMembers) {
    if (at >= end) return damaged();
    const std::uint32_t length = read_varint(at);
    if (at > end || length > static_cast<size_t>(end - at)) return damaged();
    (article.*member).assign(at, length);
    at += length;
  }
  return article;
}

}  // namespace fihris::schema
