#include "tests/support/json_check.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <vector>

#include "tests/support/files.h"

namespace fihris::test {

namespace {

using nlohmann::json;

std::string type_of(const json& value) {
  return value.is_number_integer() ? "integer" : value.type_name();
}

std::string described(const json& value) {
  constexpr std::size_t kLongest = 80;
  const std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
  return type_of(value) + " " + (text.size() > kLongest ? text.substr(0, kLongest) + "…" : text);
}

bool is_one_of(const json& value, const std::string& types) {
  const std::string type = type_of(value);
  return std::ranges::any_of(columns_of(types, '|'), [&](const std::string& wanted) {
    return wanted == type || wanted == "any" || (wanted == "number" && type == "integer");
  });
}

// A member of an object shape: "name", "name?", "name|null".
struct Member {
  explicit Member(std::string key) : name(std::move(key)) {
    nullable = name.ends_with("|null");
    name.resize(name.size() - (nullable ? 5 : 0));
    optional = name.ends_with('?');
    name.resize(name.size() - (optional ? 1 : 0));
  }
  std::string name;
  bool nullable = false;
  bool optional = false;
};

std::string member_path(const std::string& path, const std::string& name) {
  return path + "." + name;
}

std::string mismatch_at(const json& value, const json& shape, const std::string& path);

std::string object_mismatch(const json& value, const json& shape, const std::string& path) {
  std::vector<std::string> known;
  for (const auto& [key, member_shape] : shape.items()) {
    const Member member(key);
    known.push_back(member.name);
    const std::string place = member_path(path, member.name);
    const auto found = value.find(member.name);
    if (found == value.end()) {
      if (!member.optional) {
        return place + ": missing";
      }
      continue;
    }
    if (found->is_null() && member.nullable) {
      continue;
    }
    if (std::string fault = mismatch_at(*found, member_shape, place); !fault.empty()) {
      return fault;
    }
  }
  for (const auto& [key, member] : value.items()) {
    if (std::ranges::find(known, key) == known.end()) {
      return member_path(path, key)
          .append(": unknown key, its value is ")
          .append(described(member));
    }
  }
  return {};
}

std::string mismatch_at(const json& value, const json& shape, const std::string& path) {
  if (shape.is_string()) {
    const auto types = shape.get<std::string>();
    return is_one_of(value, types) ? ""
                                   : path + ": expected " + types + ", found " + described(value);
  }
  if (shape.is_object()) {
    return value.is_object() ? object_mismatch(value, shape, path)
                             : path + ": expected object, found " + described(value);
  }
  if (!shape.is_array() || shape.size() != 1) {
    throw std::invalid_argument("bad shape at " + path + ": " + shape.dump());
  }
  if (!value.is_array()) {
    return path + ": expected array, found " + described(value);
  }
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::string element_path = path + "[" + std::to_string(i) + "]";
    if (std::string fault = mismatch_at(value[i], shape[0], element_path); !fault.empty()) {
      return fault;
    }
  }
  return {};
}

}  // namespace

std::string shape_mismatch(std::string_view text, std::string_view shape) {
  try {
    return mismatch_at(json::parse(text), json::parse(shape), "$");
  } catch (const json::parse_error& error) {
    return std::string("not JSON: ") + error.what() + "\n" + std::string(text.substr(0, 500));
  }
}

}  // namespace fihris::test
