#include "server/api/openapi.h"

#include <nlohmann/json.hpp>

#include "server/api/answers.h"
#include "server/api/routes.h"

namespace fihris {
extern const std::string_view kOpenApiSchemas;
}

namespace fihris::api {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kId = "{id}";

struct Refusal {
  Status status;
  std::string_view name;
  std::string_view meaning;
};
constexpr Refusal kBad{kBadRequest, "BadParameter", "A parameter has a value that it cannot have."};
constexpr Refusal kAbsent{kNotFound, "NotFound", "There is no such article."};
constexpr std::array<Refusal, 6> kAnywhere{{
    {kTooLarge, "TooLarge", "A body of more than 1 MB was sent along."},
    {kAddressTooLong, "AddressTooLong", "The address has more than 8,000 bytes."},
    {kMisdirected, "UnknownHost", "The Host header names a host that this server is not."},
    {kTooManyRequests, "TooManyRequests", "Too many requests wait; see Retry-After."},
    {kInternalError, "Internal", "The index could not be read, or the server has a fault."},
    {kUnavailable, "Unavailable", "The index is damaged, or none is open."},
}};

Json schema_ref(std::string_view name) {
  return {{"$ref", "#/components/schemas/" + std::string(name)}};
}

Json schema_of(const ParameterRule& rule) {
  switch (rule.kind) {
    case ParameterKind::text:
      return {{"type", "string"}, {"maxLength", rule.max}, {"default", ""}};
    case ParameterKind::number:
      return {
          {"type", "integer"}, {"minimum", 1}, {"maximum", rule.max}, {"default", rule.by_default}};
    case ParameterKind::choice: {
      Json names = Json::array();
      for (const std::string_view name : rule.choices) {
        if (!name.empty()) names.push_back(name);
      }
      return {{"type", "string"}, {"enum", names}, {"default", rule.choices.front()}};
    }
    case ParameterKind::flag:
      return {{"type", "string"}, {"enum", {"0", "1"}}, {"default", "0"}};
    case ParameterKind::day:
      return {{"type", "string"}, {"pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}};
    case ParameterKind::list:
      return {{"type", "array"}, {"items", {{"type", "string"}}}};
  }
  return {};
}

Json parameters_of(const Route& route) {
  Json out = Json::array();
  if (route.path.find(kId) != std::string_view::npos) {
    out.push_back({{"name", "id"},
                   {"in", "path"},
                   {"required", true},
                   {"description", "The article's id, percent-encoded, slashes too."},
                   {"schema", {{"type", "string"}, {"minLength", 1}}}});
  }
  for (const ParameterRule* rule : route.parameters) {
    out.push_back({{"name", rule->name},
                   {"in", "query"},
                   {"required", false},
                   {"description", rule->meaning},
                   {"schema", schema_of(*rule)}});
  }
  return out;
}

Json content_of(const Route& route) {
  Json out = Json::object();
  for (const Content& content : route.contents) {
    if (content.type.empty()) continue;
    const Json text{{"type", "string"}};
    out[std::string(content.type)] = {
        {"schema", content.schema.empty() ? text : schema_ref(content.schema)}};
  }
  return out;
}

void add(Json& responses, const Refusal& refusal) {
  responses[std::to_string(refusal.status)] = {
      {"$ref", "#/components/responses/" + std::string(refusal.name)}};
}

Json responses_of(const Route& route) {
  Json found{{"description", route.summary}, {"content", content_of(route)}};
  Json out = Json::object();
  if (route.is_cached) {
    found["headers"] = {{"ETag", {{"$ref", "#/components/headers/ETag"}}}};
  }
  out["200"] = std::move(found);
  if (route.is_cached) out["304"] = {{"$ref", "#/components/responses/NotModified"}};
  if (!route.parameters.empty()) add(out, kBad);
  if (route.path.find(kId) != std::string_view::npos) add(out, kAbsent);
  for (const Refusal& refusal : kAnywhere) add(out, refusal);
  return out;
}

Json paths() {
  Json out = Json::object();
  for (const Route& route : routes()) {
    out[std::string(route.path)] = {{"get",
                                     {{"operationId", route.name},
                                      {"summary", route.summary},
                                      {"parameters", parameters_of(route)},
                                      {"responses", responses_of(route)}}}};
  }
  return out;
}

Json refusal_json(const Refusal& refusal) {
  return {{"description", refusal.meaning},
          {"content", {{"application/json", {{"schema", schema_ref("Error")}}}}}};
}

Json components() {
  Json responses{{"NotModified",
                  {{"description", "The answer that If-None-Match names is still the answer."},
                   {"headers", {{"ETag", {{"$ref", "#/components/headers/ETag"}}}}}}}};
  responses[std::string(kBad.name)] = refusal_json(kBad);
  responses[std::string(kAbsent.name)] = refusal_json(kAbsent);
  for (const Refusal& refusal : kAnywhere) {
    responses[std::string(refusal.name)] = refusal_json(refusal);
  }
  return {{"schemas", Json::parse(kOpenApiSchemas)},
          {"headers",
           {{"ETag",
             {{"description", "Changes when the index, the program or the request does."},
              {"schema", {{"type", "string"}}}}}}},
          {"responses", std::move(responses)}};
}

}  // namespace

const std::string& openapi_json() {
  static const std::string text = Json{
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "Fihris"},
        {"summary", "Full-text search for Arabic articles"},
        {"description",
         "Read only: HEAD is answered wherever GET is, all else with 405. Unknown parameters "
         "are ignored, empty ones count as not given. Answers are gzipped on request."},
        {"version", FIHRIS_VERSION},
        {"license", {{"name", "GPL-2.0-or-later"}, {"identifier", "GPL-2.0-or-later"}}}}},
      {"servers", Json::array({{{"url", "/"}}})},
      {"security", Json::array()},
      {"paths", paths()},
      {"components", components()}}.dump(1);
  return text;
}

}  // namespace fihris::api
