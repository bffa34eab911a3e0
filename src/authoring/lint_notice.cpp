// What a notice may not do to those who refuse: EDPB cookie banner taskforce (2023), GDPR 7(3). What breaks no rule
// and is not what this version of the widget draws is refused too: a policy says what is shown.
#include <algorithm>

#include "authoring/element.hpp"
#include "authoring/lint.hpp"

namespace assent::authoring {

namespace {

constexpr std::string_view banner_actions[] = {"accept", "reject", "choose"};
constexpr std::string_view preferences_actions[] = {"save", "accept", "reject"};
constexpr std::size_t clicks_on_banner = 1;
constexpr std::size_t clicks_in_preferences = 2;

const Action* find(const Layer& layer, std::string_view name) {
  const auto found = std::find_if(layer.actions.begin(), layer.actions.end(),
                                  [&](const Action& action) { return action.name == name; });
  return found == layer.actions.end() ? nullptr : &*found;
}

bool is_drawn(const Layer& layer, std::span<const std::string_view> drawn) {
  return std::equal(layer.actions.begin(), layer.actions.end(), drawn.begin(), drawn.end(),
                    [](const Action& action, std::string_view name) { return action.name == name && !action.is_link; });
}

void lint_layer(const std::optional<Layer>& layer, std::span<const std::string_view> drawn, Problems& problems) {
  if (!layer || !layer->is_whole) return;
  const Action* accept = find(*layer, "accept");
  const Action* reject = find(*layer, "reject");
  if (accept && !reject)
    return problems.error(layer->place, "this layer offers \"accept\" and no \"reject\"",
                          "add \"reject\": refusing is as easy as accepting");
  const std::string equal = "make both buttons: they have equal size, weight and contrast (EDPB)";
  if (reject && reject->is_link)
    return problems.error(reject->place, "unequal actions: \"reject\" is a link, not a button", equal);
  if (reject && accept && accept->is_link)
    return problems.error(accept->place, "unequal actions: \"accept\" is a link and \"reject\" a button", equal);
  if (!is_drawn(*layer, drawn))
    problems.error(layer->place, "these are not the actions that this layer shows, in this order",
                   "write, in this order and as buttons: " + listed(drawn));
}

std::optional<std::size_t> fewest_clicks(const Notice& notice, std::string_view action) {
  if (notice.banner && find(*notice.banner, action)) return clicks_on_banner;
  if (notice.preferences && find(*notice.preferences, action)) return clicks_in_preferences;
  return {};
}

bool is_whole(const std::optional<Layer>& layer) { return !layer || layer->is_whole; }

void lint_clicks(const Notice& notice, Problems& problems) {
  if (!is_whole(notice.banner) || !is_whole(notice.preferences)) return;
  const auto accept = fewest_clicks(notice, "accept");
  const auto reject = fewest_clicks(notice, "reject");
  if (!accept || (reject && *reject <= *accept)) return;
  problems.error(notice.place,
                 reject ? "more clicks to refuse than to accept: " + std::to_string(*reject) + " against " +
                              std::to_string(*accept)
                        : "more clicks to refuse than to accept: refusing is offered nowhere",
                 "offer \"reject\" on the first layer that offers \"accept\"");
}

}  // namespace

void lint_notice(const Policy& policy, Problems& problems) {
  if (!policy.notice) return;
  const Notice& notice = *policy.notice;
  lint_layer(notice.banner, banner_actions, problems);
  lint_layer(notice.preferences, preferences_actions, problems);
  lint_clicks(notice, problems);
  if (!notice.preselected.empty())
    problems.error(notice.place.at("preselected"), "nothing is pre-ticked: consent takes an act",
                   "remove \"preselected\"");
  if (!notice.reopens)
    problems.error(notice.place.at("reopen"), "withdrawal is hidden: it is as easy as giving, on every page",
                   "write \"control\", or leave it out (GDPR 7(3))");
  if (notice.is_wall)
    problems.error(notice.place.at("wall"), "a consent wall: who refuses sees the page too", "remove \"wall\"");
}

}  // namespace assent::authoring
