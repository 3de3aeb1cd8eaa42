#include "server/api/json.h"

#include "server/api/json_writer.h"
#include "server/query/query_explainer.h"

namespace fihris::api {
namespace {

constexpr int kVersion = 1;

void write_segments(JsonWriter& json, const search::Segments& segments) {
  json.array(segments, [&](const search::TextSegment& segment) {
    json.object([&] {
      json.member("text", segment.text);
      if (segment.hit) json.member("hit", true);
    });
  });
}

void write_texts(JsonWriter& json, const std::vector<std::string>& texts) {
  json.array(texts, [&](const std::string& text) { json.value(text); });
}

// What every form of an article has, but for its id and its text.
void write_columns(JsonWriter& json, const schema::Article& article) {
  json.text_or_null("date", article.date);
  json.text_or_null("source", article.source);
  json.text_or_null("author", article.author);
}

void write_hit(JsonWriter& json, const search::Hit& hit, bool explain) {
  const schema::Article& article = hit.article;
  json.object([&] {
    json.member("id", article.id);
    json.member("score", hit.score);
    json.text_or_null("url", article.url);
    json.text_or_null("path", article.path);
    json.member("title", [&] { write_segments(json, hit.title); });
    json.member("snippet", [&] { write_segments(json, hit.snippet); });
    write_columns(json, article);
    json.text_or_null("lang", article.lang);
    json.member("duplicates", hit.duplicates);
    if (!explain) return;
    json.member("explain", [&] {
      json.object([&] {
        json.member("matched", [&] { write_texts(json, hit.matched); });
        json.member("terms", hit.base_score);
        json.member("order", hit.score - hit.base_score);
      });
    });
  });
}

void write_facet(JsonWriter& json, std::string_view name, const search::FacetCounts& counts) {
  json.member(name, [&] {
    json.array(counts, [&](const search::FacetValue& value) {
      json.object([&] {
        json.member("value", value.value);
        json.member("count", value.count);
      });
    });
  });
}

void write_facets(JsonWriter& json, const search::Facets& facets) {
  json.object([&] {
    write_facet(json, "source", facets.source);
    write_facet(json, "year", facets.year);
    write_facet(json, "month", facets.month);
    write_facet(json, "author", facets.author);
    write_facet(json, "lang", facets.lang);
  });
}

// The members of `fihris-indexer analyze --json`, but for the place in the text.
void write_word(JsonWriter& json, const analysis::ExplainedWord& word) {
  json.object([&] {
    json.member("written", word.written);
    json.member("exact", word.exact);
    json.member("folded", word.folded);
    json.member("stop", word.stop);
    json.member("stems", [&] {
      json.array(word.stems, [&](const analysis::ExplainedStem& stem) {
        json.object([&] {
          json.member("stem", stem.stem);
          json.member("rule", stem.rule);
        });
      });
    });
  });
}

void write_query(JsonWriter& json, const search::SearchRequest& request,
                 const search::SearchResults& results) {
  json.object([&] {
    json.member("q", request.q);
    json.member("relaxed", results.relaxed);
    json.member("dropped", [&] { write_texts(json, results.dropped); });
    json.member("also", [&] {
      json.array(results.also, [&](const search::AlsoSearched& also) {
        json.object([&] {
          json.member("text", also.text);
          json.member("variants", [&] { write_texts(json, also.variants); });
        });
      });
    });
    if (!results.cut.empty()) json.member("cut", [&] { write_texts(json, results.cut); });
    if (!request.explain) return;
    json.member("tree", results.tree);
    json.member("words", [&] {
      json.array(query::explain_query(request.q, request.exact),
                 [&](const analysis::ExplainedWord& word) { write_word(json, word); });
    });
  });
}

void write_correction(JsonWriter& json, const std::optional<search::Correction>& correction) {
  if (!correction) return json.value(nullptr);
  json.object([&] {
    json.member("q", correction->q);
    json.member("total", correction->total);
  });
}

void write_help(JsonWriter& json, const search::Help& help) {
  json.object([&] {
    json.member("words", [&] {
      json.array(help.words, [&](const search::WordCount& word) {
        json.object([&] {
          json.member("text", word.text);
          json.member("count", word.count);
        });
      });
    });
    json.member("without", [&] {
      json.array(help.without, [&](const search::DroppedWord& word) {
        json.object([&] {
          json.member("drop", word.drop);
          json.member("q", word.q);
          json.member("total", word.total);
        });
      });
    });
  });
}

}  // namespace

std::string search_json(const search::SearchRequest& request, const search::SearchResults& results,
                        const search::Help& help, double took_ms) {
  JsonWriter json;
  json.object([&] {
    json.member("version", kVersion);
    json.member("query", [&] { write_query(json, request, results); });
    json.member("total", [&] {
      json.object([&] {
        json.member("value", results.total);
        json.member("exact", results.cut.empty());
      });
    });
    json.member("page", request.page);
    json.member("size", request.size);
    json.member("took_ms", took_ms);
    json.member("hits", [&] {
      json.array(results.hits,
                 [&](const search::Hit& hit) { write_hit(json, hit, request.explain); });
    });
    json.member("facets", [&] { write_facets(json, results.facets); });
    json.member("correction", [&] { write_correction(json, help.correction); });
    if (!help.words.empty()) json.member("help", [&] { write_help(json, help); });
  });
  return json.take();
}

std::string article_json(const search::MarkedArticle& marked) {
  const schema::Article& article = marked.article;
  JsonWriter json;
  json.object([&] {
    json.member("version", kVersion);
    json.member("id", article.id);
    json.member("title", [&] { write_segments(json, marked.title); });
    json.member("body", [&] { write_segments(json, marked.body); });
    write_columns(json, article);
    json.text_or_null("url", article.url);
    json.text_or_null("path", article.path);
    json.text_or_null("lang", article.lang);
  });
  return json.take();
}

std::string similar_json(const std::vector<search::Hit>& hits) {
  JsonWriter json;
  json.object([&] {
    json.member("version", kVersion);
    json.member("hits", [&] {
      json.array(hits, [&](const search::Hit& hit) { write_hit(json, hit, false); });
    });
  });
  return json.take();
}

std::string suggestions_json(std::string_view q,
                             const std::vector<search::Suggestion>& suggestions) {
  JsonWriter json;
  json.object([&] {
    json.member("version", kVersion);
    json.member("q", q);
    json.member("suggestions", [&] {
      json.array(suggestions, [&](const search::Suggestion& suggestion) {
        const bool is_title = suggestion.kind == search::SuggestionKind::title;
        json.object([&] {
          json.member("text", suggestion.text);
          json.member("kind", is_title ? "title" : "word");
          json.member("count", suggestion.count);
          if (is_title) json.member("id", suggestion.id);
        });
      });
    });
  });
  return json.take();
}

std::string plain_article_json(const schema::Article& article) {
  JsonWriter json;
  json.object([&] {
    json.member("id", article.id);
    json.text_or_null("title", article.title);
    write_columns(json, article);
    json.text_or_null("url", article.url);
    json.text_or_null("path", article.path);
    json.text_or_null("lang", article.lang);
    json.member("body", article.body);
  });
  return json.take();
}

std::string stats_json(const search::IndexStats& stats) {
  JsonWriter json;
  json.object([&] {
    json.member("version", kVersion);
    json.member("articles", stats.articles);
    json.member("terms", stats.terms);
    json.member("index_bytes", stats.index_bytes);
    json.member("generation", stats.generation);
    json.member("built", stats.built);
    json.member("analyzer", stats.analyzer);
  });
  return json.take();
}

std::string status_json(std::string_view status) {
  JsonWriter json;
  json.object([&] { json.member("status", status); });
  return json.take();
}

std::string error_json(std::string_view code, std::string_view message,
                       std::string_view parameter) {
  JsonWriter json;
  json.object([&] {
    json.member("error", [&] {
      json.object([&] {
        json.member("code", code);
        json.member("message", message);
        if (!parameter.empty()) json.member("parameter", parameter);
      });
    });
  });
  return json.take();
}

}  // namespace fihris::api
