// The shapes of the answers of the HTTP interface, version 1 (notation:
// tests/support/json_check.h).
#pragma once

#include <string_view>

namespace fihris::test {

inline constexpr std::string_view kSearchShape = R"({
  "version": "integer",
  "query": {"q": "string", "relaxed": "boolean", "dropped": ["string"],
    "also": [{"text": "string", "variants": ["string"]}]},
  "total": {"value": "integer", "exact": "boolean"},
  "page": "integer", "size": "integer", "took_ms": "number",
  "hits": [{
    "id": "string", "score": "number", "url": "string|null", "path": "string|null",
    "title": [{"text": "string", "hit?": "boolean"}],
    "snippet": [{"text": "string", "hit?": "boolean"}],
    "date": "string|null", "source": "string|null", "author": "string|null", "lang": "string|null",
    "duplicates": "integer"
  }],
  "facets": {
    "source": [{"value": "string", "count": "integer"}],
    "year": [{"value": "string", "count": "integer"}],
    "month": [{"value": "string", "count": "integer"}],
    "author": [{"value": "string", "count": "integer"}],
    "lang": [{"value": "string", "count": "integer"}]
  },
  "correction|null": {"q": "string", "total": "integer"},
  "help?": {
    "words": [{"text": "string", "count": "integer"}],
    "without": [{"drop": "string", "q": "string", "total": "integer"}]
  }
})";

inline constexpr std::string_view kArticleShape = R"({
  "version": "integer", "id": "string",
  "title": [{"text": "string", "hit?": "boolean"}],
  "body": [{"text": "string", "hit?": "boolean"}],
  "date": "string|null", "source": "string|null", "author": "string|null", "url": "string|null",
  "path": "string|null", "lang": "string|null"
})";

inline constexpr std::string_view kStatsShape = R"({
  "version": "integer", "articles": "integer", "terms": "integer", "index_bytes": "integer",
  "generation": "integer", "built": "string", "analyzer": "string"
})";

inline constexpr std::string_view kErrorShape = R"({
  "error": {"code": "string", "message": "string", "parameter?": "string|null"}
})";

}  // namespace fihris::test
