// Conditions → the flat prefix programs of a pack, with the constants they compare with. It takes conditions that the
// linter has passed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "authoring/lookup.hpp"
#include "authoring/order.hpp"

namespace assent::authoring {

class Programs {
 public:
  /// Gathers the symbols and page facts of every condition and question of the policy.
  Programs(const Lookup& lookup, const Order& order);

  /// Appends a condition; {0, 0}, which always holds, where there is none.
  pack::Range add(const std::optional<Condition>& condition);
  pack::Range add(const std::optional<Question>& question);
  /// The position of bytes among the blobs, appended unless they stand there already.
  std::uint32_t add_blob(const std::string& bytes);

  const std::vector<pack::Node>& nodes() const { return nodes_; }
  const std::vector<double>& numbers() const { return numbers_; }
  const std::vector<std::uint16_t>& operands() const { return operands_; }
  const std::vector<std::string>& symbols() const { return symbols_; }  // sorted by bytes, unique
  const std::vector<std::string>& context() const { return context_; }
  const std::vector<pack::Set>& sets() const { return sets_; }
  const std::vector<std::string>& blobs() const { return blobs_; }
  /// The key of the hashes that stand for texts which are compared whole; 0 where the texts stand there themselves.
  std::uint64_t salt() const { return salt_; }

 private:
  void append(const Condition& condition, bool holds);
  std::size_t begin_group();
  void end_group(std::size_t at, pack::Op op, std::size_t children);
  void append_leaf(const Condition& leaf, pack::Op op);
  void append_opposite(const Condition& leaf);
  std::string symbol_of(const Condition& leaf, const std::string& text) const;
  std::uint16_t choice_of(const Condition& leaf) const;
  std::uint32_t add_texts(const Condition& leaf);
  std::uint32_t add_numbers(const std::vector<Operand>& operands);
  void append(const Question& question);
  pack::Node subject_of(const Question& question);
  pack::Node node_of(const Question& question);
  std::vector<std::uint16_t> positions_of(const Question& question) const;
  std::uint32_t add_set(const Question& question);

  const Lookup& lookup_;
  const Order& order_;
  std::uint64_t salt_;
  std::vector<pack::Node> nodes_;
  std::vector<double> numbers_;
  std::vector<std::uint16_t> operands_;
  std::vector<std::string> symbols_, context_;
  std::vector<pack::Set> sets_;
  std::vector<std::string> blobs_;
  std::map<std::vector<double>, std::uint32_t> known_numbers_;  // operands → where they stand
  std::map<std::vector<std::uint16_t>, std::uint32_t> known_operands_;
  std::map<std::string, std::uint32_t> known_blobs_;
};

/// A boolean, number or date as the pack holds it.
double number_of(const Operand& operand);

}  // namespace assent::authoring
