// The parts of a policy, each read by a file of its own. A reader reports what its part does not allow; what joins two
// parts is the linter's.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "authoring/element.hpp"
#include "authoring/model.hpp"

namespace assent::authoring {

Site read_site(const Element& file);
Regime read_regime(const Element& file);
/// What a site writes over a preset; what that makes laxer than the preset is a warning.
void override_regime(Regime& regime, const Element& entry);
std::vector<Purpose> read_purposes(const Element& file);
std::vector<Attribute> read_attributes(const Element& file);
std::vector<Service> read_services(const Element& file);
/// `{"attribute": "why it may"}`.
std::vector<MayDecide> read_may_decide(const std::optional<Element>& element);
Share read_share(const Element& element);
Contact read_contact(const std::string& purpose, const Element& element);
/// What a destination says of webhook and export; nothing where it says nothing of either.
std::optional<Outlet> read_outlet(const std::string& destination, const Object& object);
ConsentMode read_consent_mode(const Element& element);
std::vector<Migration> read_migrations(const Element& element);
/// By the name under which leaves refer to it: `id`, or where it has levels "<id>/<level>" for each.
std::map<std::string, Map> read_map(const Element& file, const std::string& id);
Slot read_slot(const Element& file, std::string id);
std::vector<Goal> read_goals(const Element& file);
Pacing read_pacing(const Element& file);
/// What an experience says of its pace.
ExperiencePace read_pace(const Object& object);
Texts read_texts(const Element& file);
Notice read_notice(const Element& file);

// What several parts share.
Condition read_condition(const Element& element);
std::vector<Leave> read_leaves(const Element& element, pack::ValueType type);
Sentence read_sentence(const std::optional<Element>& element);
std::vector<Reference> read_references(const std::optional<Element>& element, std::size_t most, bool may_be_empty);
Reference read_reference(const std::optional<Element>& element);

/// True where the name of a member can be an id; reported otherwise.
bool check_id(const std::string& name, const Element& member);

}  // namespace assent::authoring
