// Looks through a content file: which templates it holds, and what would run or load by itself. It does not build a
// page, and it takes nothing out: what it finds fault with, its author mends.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace assent::authoring {

inline constexpr std::size_t max_content_faults = 20;

/// One `<template data-experience="…" data-variant="…">` at the top of the file.
struct Template {
  std::string experience, variant;
  std::size_t line = 0;
};

/// One `<assent-value attribute="…">`: what is shown of the visitor's own.
struct ShownAttribute {
  std::string attribute;
  std::size_t line = 0;
};

/// An element that reaches a goal: its attribute data-assent-goal.
struct GoalMark {
  std::string goal;
  std::size_t line = 0;
};

struct ContentFault {
  std::size_t line = 0;
  std::string what, remedy;
};

struct ContentScan {
  std::vector<Template> templates;
  std::vector<ShownAttribute> values;
  std::vector<GoalMark> goals;
  std::vector<ContentFault> faults;
};

ContentScan scan_content(std::string_view html);

}  // namespace assent::authoring
