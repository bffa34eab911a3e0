// A site whose features a test writes as JSON: the authoring code reads, lints and compiles them, and the pack is
// opened as the core opens it. And a visitor of that site.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "personalization/feature.hpp"
#include "support/pack_builder.hpp"

namespace assent::test {

/// The purposes of the site. `care` stands on explicit consent and is the one for data of a special category.
namespace served {
enum : policy::PurposeId { necessary, personal, measured, care, count };
}

/// Compiles a features.json. Where it names no purpose, it is "personal". The site has these attributes, declared, for
/// "personal" and "measured", of any type but where said: id, device (path "deviceId"), plan, tags, version, country,
/// pets, father (path "father.age"); member: boolean; age: number; party: text; and for "care" alone, of a special
/// category, mobility: any. `attributes` are further members of attributes.json, which need not say what is the same
/// as there. Throws where a problem is an error.
PackBytes compile_features(std::string_view features, std::string_view attributes = "{}");

/// The same, opened, with the values that its features give.
class FeaturesSite {
 public:
  explicit FeaturesSite(std::string_view features, std::string_view attributes = "{}");

  const policy::Pack& pack() const { return *pack_; }
  personalization::FeatureId feature(std::string_view id) const;
  policy::AttributeId attribute(std::string_view id) const;
  const pack::Rule& rule(std::string_view feature, std::size_t rule = 0) const;
  /// The condition of a rule.
  const pack::Range* when(std::string_view feature, std::size_t rule = 0) const;
  /// A value of a feature as JSON.
  std::string value(personalization::FeatureId feature, personalization::ValueId value) const;

 private:
  PackBytes bytes_;
  const policy::Pack* pack_;
  std::vector<std::vector<std::string>> values_;  // by feature
};

/// A visitor who permits everything, until a test takes something back.
class Visitor {
 public:
  explicit Visitor(const FeaturesSite& site);

  /// Declares a value of the attribute's type.
  void knows(std::string_view attribute, std::string_view json);
  /// The same, of a text that needs quotation marks to be JSON.
  void is(std::string_view attribute, std::string_view text);
  /// Declares a value of any type whose record a test has written itself.
  void has_tree(std::string_view attribute, std::string_view record);
  void forgets(std::string_view attribute);
  /// A fact about the page.
  void is_at(std::string_view fact, std::string_view text);

  /// Decides in a new round, so that what changed counts. Throws where a trace changes anything about the decision.
  personalization::Outcome decides(std::string_view feature, personalization::Trace* trace = nullptr);
  /// The value that a feature gives, as JSON.
  std::string gets(std::string_view feature);
  /// Inputs and questions for one purpose, in the round that has begun.
  personalization::Inputs inputs(policy::PurposeId purpose = served::personal) const;
  void begin_round() { columns.begin(++round_); }

  const FeaturesSite& site;
  profile::Profile profile;
  consent::Permissions permissions;
  personalization::Facts facts;
  personalization::Setting setting;
  personalization::KeptVariations kept;  // counts where `setting.kept` points here
  personalization::Columns columns;
  std::string page_view = "view-1";

 private:
  personalization::Outcome decide(const personalization::Setting& by, std::string_view feature,
                                  personalization::Trace* trace);

  personalization::Page page_;
  std::uint32_t round_ = 0;
};

/// Each as "attribute value key version name", the attribute by its number.
std::vector<std::string> described(const personalization::KeptVariations& kept);

/// The record of a value (profile/tree.hpp).
std::string tree_of(std::string_view json);

/// An id, "u0" or later, whose hash lies in [begin, end).
std::string id_between(std::string_view seed, double begin, double end, unsigned version = 1);

}  // namespace assent::test

namespace assent::personalization {
inline std::ostream& boost_test_print_type(std::ostream& out, Source source) { return out << source_name(source); }
}  // namespace assent::personalization
