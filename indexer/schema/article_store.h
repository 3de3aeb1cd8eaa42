// How an article is stored: by itself, packed by zstd with a dictionary of common Arabic text,
// which each segment brings with it.
//
// A dictionary makes the articles of 95 MB of news a sixth smaller and unpacks them a tenth faster
// (README, design notes). The program's own is made of the project's sample articles when Fihris is
// built: compile_dictionary.cc.
//
//   std::string packed = pack_article(article);
//   ArticleUnpacker unpacker(article_dictionary());
//   Result<Article> same = unpacker.unpack(packed);
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "indexer/schema/article.h"
#include "indexer/schema/result.h"

struct ZSTD_DDict_s;  // NOLINT(readability-identifier-naming): zstd's name

namespace fihris::schema {

// What pack_article() packs with.
std::string_view article_dictionary();

// Thread-safe.
std::string pack_article(const Article& article);

// Thread-safe.
class ArticleUnpacker {
 public:
  explicit ArticleUnpacker(std::string_view dictionary);
  // Error: damaged, or packed with another dictionary.
  Result<Article> unpack(std::string_view packed) const;

 private:
  struct Free {
    void operator()(ZSTD_DDict_s* dictionary) const;
  };
  std::unique_ptr<ZSTD_DDict_s, Free> dictionary_;
};

}  // namespace fihris::schema
