// Exports: that a column holds what may leave to its destination as a value, and nothing else.
#include <algorithm>

#include "authoring/element.hpp"
#include "authoring/lint.hpp"

namespace assent::authoring {

namespace {

// The problem of a column as a sentence, empty where there is none.
std::string problem_of(const Lookup& lookup, const Outlet& outlet, const ExportColumn& column) {
  const Attribute* attribute = lookup.attribute(column.holds);
  const Destination* destination = lookup.destination(outlet.destination);
  if (!attribute) return "there is no attribute " + in_quotes(column.holds);
  const Leave* leave = leave_for(*attribute, outlet.destination);
  if (attribute->special || !leave || !leave->carries_value())
    return in_quotes(column.holds) + " does not leave for " + in_quotes(outlet.destination) + " as a value";
  if (destination && !share_purpose(*attribute, *destination))
    return "no purpose serves both " + in_quotes(column.holds) + " and " + in_quotes(outlet.destination);
  return {};
}

void lint_column(const Lookup& lookup, const Outlet& outlet, const ExportColumn& column, Problems& problems) {
  if (is_column_word(column.holds)) {
    if (lookup.attribute(column.holds))
      problems.error(column.place,
                     in_quotes(column.holds) + " is a word of exports and the id of an attribute: one hides the other",
                     "give the attribute another id");
    return;
  }
  const std::string problem = problem_of(lookup, outlet, column);
  if (!problem.empty())
    problems.error(column.place, problem,
                   "name an attribute whose \"leaves\" in attributes.json give this destination a value, or " +
                       listed(column_words));
}

}  // namespace

void lint_outlets(const Lookup& lookup, Problems& problems) {
  for (const Outlet& outlet : lookup.policy().site.outlets) {
    for (const ExportColumn& column : outlet.columns) lint_column(lookup, outlet, column, problems);
    const bool is_bare = std::all_of(outlet.columns.begin(), outlet.columns.end(),
                                     [](const ExportColumn& each) { return is_column_word(each.holds); });
    if (!outlet.columns.empty() && is_bare)
      problems.error(outlet.place.at("export").at("columns"), "no column holds an attribute",
                     "name one attribute at least: a list of subjects alone is no export");
  }
}

}  // namespace assent::authoring
