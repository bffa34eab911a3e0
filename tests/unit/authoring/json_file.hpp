// A JSON value as a file of a policy, for the readers of its parts, and what they find wrong with it.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "authoring/element.hpp"

namespace assent::authoring::testing {

class JsonFile {
 public:
  explicit JsonFile(Json json) : json_(std::move(json)) {}
  JsonFile(const JsonFile&) = delete;
  JsonFile& operator=(const JsonFile&) = delete;

  Element element() { return {json_, {"features.json", ""}, problems_}; }
  Problems& problems() { return problems_; }

  bool is_sound() const { return problems_.all().empty(); }
  /// An error at this pointer whose sentence holds the words, with a remedy.
  bool has_error(std::string_view pointer, std::string_view words) const {
    return has(Problem::Severity::error, pointer, words);
  }
  /// Likewise.
  bool has_warning(std::string_view pointer, std::string_view words) const {
    return has(Problem::Severity::warning, pointer, words);
  }
  /// Every problem, one a line: what a failed check prints.
  std::string lines() const {
    std::string all;
    for (const Problem& each : problems_.all()) all += to_line(each) + "\n";
    return all;
  }

 private:
  bool has(Problem::Severity severity, std::string_view pointer, std::string_view words) const {
    for (const Problem& each : problems_.all())
      if (each.severity == severity && each.pointer == pointer && !each.remedy.empty() &&
          each.what.find(words) != std::string::npos)
        return true;
    return false;
  }

  Json json_;
  Problems problems_;
};

/// A list of `count` values that `make` gives.
template <class Make>
Json list_of(std::size_t count, Make make) {
  Json list = Json::array();
  for (std::size_t at = 0; at < count; ++at) list.push_back(make(at));
  return list;
}

/// `inside`, with `{name: …}` around it so many times.
inline Json nested(std::string_view name, std::size_t times, Json inside) {
  for (; times > 0; --times) {
    Json outer = Json::object();
    outer[std::string(name)] = std::move(inside);
    inside = std::move(outer);
  }
  return inside;
}

}  // namespace assent::authoring::testing
