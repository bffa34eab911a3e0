// Builds a value from the parser's events. The parser itself is lenient in places (a zero byte ends a text, a byte
// order mark is skipped, names may repeat); each of these is refused here.
#include "authoring/strict_json.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace assent::authoring {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr int number_out_of_range = 406;  // nlohmann_json's id for a number that is no finite double

std::string position(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t newline = before.rfind('\n');
  const std::size_t column = newline == std::string_view::npos ? before.size() + 1 : before.size() - newline;
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

// What the parser says, without its prefix and without the text that it last read.
std::string reason(std::string_view said) {
  const std::size_t dash = said.find(" - ");
  if (dash != std::string_view::npos) said.remove_prefix(dash + 3);
  return std::string(said.substr(0, said.find("; last read")));
}

class Builder : public nlohmann::json_sax<Json> {
 public:
  Builder(std::string_view text, const JsonRules& rules, std::vector<JsonFault>& faults)
      : text_(text), rules_(rules), faults_(faults) {}

  Json take() { return std::move(root_); }

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t&) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    if (name.size() > rules_.max_name_bytes)
      return fault("a name is longer than " + std::to_string(rules_.max_name_bytes) + " bytes", "shorten it");
    Frame& frame = open_.back();
    frame.name = std::move(name);
    const bool is_new = !rules_.unique_names || frame.names.insert(frame.name).second;
    const bool goes_on = is_new || fault("this name stands twice in the same object", "keep one of them");
    return goes_on && count();
  }

  bool parse_error(std::size_t offset, const std::string&, const nlohmann::detail::exception& error) override {
    const std::string where = position(text_, offset > 0 ? offset - 1 : 0);
    if (error.id == number_out_of_range)
      fault("the number at " + where + " is beyond what a number can hold", "write a smaller number");
    else
      fault("not JSON at " + where + ": " + reason(error.what()), "write JSON as RFC 8259 has it");
    return false;
  }

 private:
  struct Frame {
    Json* container;
    string_t name;  // of the member that is being read
    std::unordered_set<string_t> names;
  };

  bool count() {
    if (++values_ <= rules_.max_values) return true;
    fault("more than " + std::to_string(rules_.max_values) + " values and names in one text", "split it");
    return false;
  }

  Json* place(Json value) {
    if (open_.empty()) return &(root_ = std::move(value));
    Json& container = *open_.back().container;
    if (container.is_array()) {
      container.push_back(std::move(value));
      return &container.back();
    }
    // Appended without the map's own search for the name, which is linear: names are compared in `key`.
    auto& members = container.get_ref<Json::object_t&>();
    members.emplace_back(open_.back().name, std::move(value));
    return &members.back().second;
  }

  bool add(Json value) {
    place(std::move(value));
    return count();
  }

  bool open(Json container) {
    if (open_.size() >= rules_.max_depth) {
      fault("nested deeper than " + std::to_string(rules_.max_depth) + " levels", "write it flatter");
      return false;
    }
    open_.push_back({place(std::move(container)), {}, {}});
    return count();
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  // False where there are too many faults to go on.
  bool fault(std::string what, std::string remedy) {
    std::string pointer;
    for (const Frame& frame : open_) {
      // An element that is open already stands in its array; the one that comes next does not.
      const std::size_t open = &frame == &open_.back() ? 0 : 1;
      if (frame.container->is_object())
        pointer += '/' + pointer_step(frame.name);
      else
        pointer += '/' + std::to_string(frame.container->size() - open);
    }
    faults_.push_back({pointer, std::move(what), std::move(remedy)});
    return faults_.size() < max_json_faults;
  }

  std::string_view text_;
  const JsonRules& rules_;
  std::vector<JsonFault>& faults_;
  std::vector<Frame> open_;
  std::size_t values_ = 0;
  Json root_;
};

std::optional<JsonFault> fault_of_bytes(std::string_view text, const JsonRules& rules) {
  if (text.size() > rules.max_bytes)
    return JsonFault{"", "larger than " + std::to_string(rules.max_bytes) + " bytes", "split it"};
  if (text.starts_with(byte_order_mark))
    return JsonFault{"", "begins with a byte order mark", "save it as UTF-8 without one"};
  if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos)
    return JsonFault{"", "a zero byte at " + position(text, zero), "save it as UTF-8 text"};
  return {};
}

}  // namespace

std::optional<Json> read_json(std::string_view text, const JsonRules& rules, std::vector<JsonFault>& faults) {
  if (auto fault = fault_of_bytes(text, rules)) {
    faults.push_back(std::move(*fault));
    return {};
  }
  const std::size_t faults_before = faults.size();
  Builder builder(text, rules, faults);
  const bool read = Json::sax_parse(text.begin(), text.end(), &builder);
  if (!read || faults.size() != faults_before) return {};
  return builder.take();
}

std::string pointer_step(std::string_view name) {
  std::string step;
  for (const char letter : name) {
    if (letter == '~')
      step += "~0";
    else if (letter == '/')
      step += "~1";
    else
      step += letter;
  }
  return step;
}

}  // namespace assent::authoring
