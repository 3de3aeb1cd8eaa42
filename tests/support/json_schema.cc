#include "tests/support/json_schema.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <stdexcept>

namespace fihris::test {

namespace {

using nlohmann::json;

struct Place {
  const json& value;
  const json& rule;    // the keyword's value
  const json& schema;  // the keyword's siblings
  const json& root;
  const std::string& path;
};

std::string fault_in(const json& value, const json& schema, const json& root,
                     const std::string& path);

bool has_type(const json& value, const std::string& type) {
  return type == value.type_name() || (type == "integer" && value.is_number_integer());
}

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string check_type(const Place& at) {
  const json types = at.rule.is_array() ? at.rule : json::array({at.rule});
  const bool fits = std::ranges::any_of(
      types, [&](const json& type) { return has_type(at.value, type.get<std::string>()); });
  return fits ? "" : at.path + ": is no " + at.rule.dump() + ": " + at.value.dump().substr(0, 80);
}

std::string check_members(const Place& at) {
  for (const auto& [name, schema] : at.rule.items()) {
    const auto found = at.value.find(name);
    if (found == at.value.end()) continue;
    std::string fault = fault_in(*found, schema, at.root, at.path + "." + name);
    if (!fault.empty()) return fault;
  }
  return {};
}

std::string check_no_others(const Place& at) {
  for (const auto& [name, member] : at.value.items()) {
    if (!at.schema.at("properties").contains(name)) return at.path + ": unknown member " + name;
  }
  return {};
}

std::string check_required(const Place& at) {
  for (const json& name : at.rule) {
    if (!at.value.contains(name.get<std::string>())) return at.path + ": lacks " + name.dump();
  }
  return {};
}

std::string check_items(const Place& at) {
  for (std::size_t i = 0; i < at.value.size(); ++i) {
    std::string fault =
        fault_in(at.value[i], at.rule, at.root, at.path + "[" + std::to_string(i) + "]");
    if (!fault.empty()) return fault;
  }
  return {};
}

std::string check_one_of(const Place& at) {
  const auto fitting = std::ranges::count_if(at.rule, [&](const json& schema) {
    return fault_in(at.value, schema, at.root, at.path).empty();
  });
  return fitting == 1 ? "" : at.path + ": fits " + std::to_string(fitting) + " of the choices";
}

std::string said(const Place& at, bool fits) {
  return fits ? "" : at.path + ": " + at.value.dump().substr(0, 80) + " breaks " + at.rule.dump();
}

// A keyword about values of one type says nothing about others.
const std::map<std::string, std::string (*)(const Place&)> kKeywords{
    {"type", check_type},
    {"oneOf", check_one_of},
    {"$ref",
     [](const Place& at) {
       const auto pointer = at.rule.get<std::string>().substr(1);
       return fault_in(at.value, at.root.at(json::json_pointer(pointer)), at.root, at.path);
     }},
    {"properties", [](const Place& at) { return at.value.is_object() ? check_members(at) : ""; }},
    {"additionalProperties",
     [](const Place& at) { return at.value.is_object() ? check_no_others(at) : ""; }},
    {"required", [](const Place& at) { return at.value.is_object() ? check_required(at) : ""; }},
    {"items", [](const Place& at) { return at.value.is_array() ? check_items(at) : ""; }},
    {"const", [](const Place& at) { return said(at, at.value == at.rule); }},
    {"enum",
     [](const Place& at) {
       return said(at, std::ranges::find(at.rule, at.value) != at.rule.end());
     }},
    {"minimum",
     [](const Place& at) { return said(at, !at.value.is_number() || at.value >= at.rule); }},
    {"maximum",
     [](const Place& at) { return said(at, !at.value.is_number() || at.value <= at.rule); }},
    {"maxItems",
     [](const Place& at) { return said(at, !at.value.is_array() || at.value.size() <= at.rule); }},
    {"minLength",
     [](const Place& at) {
       return said(at, !at.value.is_string() || characters(at.value) >= at.rule);
     }},
    {"maxLength",
     [](const Place& at) {
       return said(at, !at.value.is_string() || characters(at.value) <= at.rule);
     }},
    {"pattern",
     [](const Place& at) {
       return said(
           at, !at.value.is_string() || std::regex_search(at.value.get<std::string>(),
                                                          std::regex(at.rule.get<std::string>())));
     }},
    {"description", [](const Place&) { return std::string(); }},
    {"default", [](const Place&) { return std::string(); }},
};

std::string fault_in(const json& value, const json& schema, const json& root,
                     const std::string& path) {
  for (const auto& [keyword, rule] : schema.items()) {
    const auto check = kKeywords.find(keyword);
    if (check == kKeywords.end()) throw std::invalid_argument("unknown keyword " + keyword);
    std::string fault = check->second({value, rule, schema, root, path});
    if (!fault.empty()) return fault;
  }
  return {};
}

}  // namespace

std::string schema_mismatch(const json& value, const json& schema, const json& root) {
  return fault_in(value, schema, root, "$");
}

}  // namespace fihris::test
