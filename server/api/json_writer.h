// Writes one JSON text, member after member, in the order of the calls.
//
//   JsonWriter json;
//   json.object([&] {
//     json.member("version", 1);
//     json.member("hits", [&] { json.array(hits, [&](const Hit& hit) { write(hit); }); });
//   });
//   send(json.take());
//
// Over RapidJSON's writer: a tree of values for a page of results takes five times as long.
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace fihris::api {

// Not thread-safe.
class JsonWriter {
 public:
  void value(std::nullptr_t) { writer_.Null(); }
  void value(bool truth) { writer_.Bool(truth); }
  void value(std::floating_point auto number) { writer_.Double(number); }
  template <std::integral Number>
  void value(Number number) {
    writer_.Uint64(static_cast<std::uint64_t>(number));
  }
  // Bytes that are no UTF-8 become U+FFFD.
  void value(std::string_view text);
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(const char* text) { value(std::string_view(text)); }
  // Whatever `write` writes, which is one value.
  void value(std::invocable auto write) { write(); }

  template <typename Value>
  void member(std::string_view name, const Value& value) {
    writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    this->value(value);
  }
  void text_or_null(std::string_view name, const std::string& text) {
    text.empty() ? member(name, nullptr) : member(name, text);
  }
  void object(std::invocable auto write_members) {
    writer_.StartObject();
    write_members();
    writer_.EndObject();
  }
  template <typename List, typename Write>
  void array(const List& list, Write write_item) {
    writer_.StartArray();
    for (const auto& item : list) write_item(item);
    writer_.EndArray();
  }

  std::string take() const { return {buffer_.GetString(), buffer_.GetSize()}; }

 private:
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

}  // namespace fihris::api
