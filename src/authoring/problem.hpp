// What is wrong with a policy, said so that its author can act on it: file, JSON pointer, what, remedy. It never
// carries a file's content beyond the few words that name the place.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assent::authoring {

/// After so many a policy is not looked at further: the first ones say enough.
inline constexpr std::size_t max_problems = 200;

struct Problem {
  enum class Severity { error, warning };
  Severity severity = Severity::error;
  std::string file, pointer, what, remedy;
  bool operator==(const Problem&) const = default;
};

/// Where something stands: the file as it was named, and a JSON pointer (RFC 6901) into it.
struct Place {
  std::string file, pointer;
  /// The place of a member or an item of what stands here.
  Place at(std::string_view name) const;
  Place at(std::size_t index) const;
};

/// Collects problems in the order they are found, max_problems at the most.
class Problems {
 public:
  void error(const Place& place, std::string what, std::string remedy);
  void warning(const Place& place, std::string what, std::string remedy);
  std::size_t errors() const { return errors_; }
  bool full() const { return all_.size() >= max_problems; }
  const std::vector<Problem>& all() const { return all_; }
  std::vector<Problem> take() { return std::move(all_); }

 private:
  void add(Problem problem);

  std::vector<Problem> all_;
  std::size_t errors_ = 0;
};

/// `file#pointer: error: what — remedy`, on one line: control characters come out as "?".
std::string to_line(const Problem& problem);

/// `text` between quotation marks, cut where it is long, for use in a sentence.
std::string in_quotes(std::string_view text);

}  // namespace assent::authoring
