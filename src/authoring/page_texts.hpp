// Which of the policy's own sentences (ui_texts.hpp) stand in which document that the page reads. What no regime of the
// site has anybody read stands in none.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "authoring/model.hpp"

namespace assent::authoring {

/// The pack's page, the second-layer document, the gates document.
enum class Part { first_layer, second_layer, gates };

/// The sentences of a part in a language, by key without its prefix.
nlohmann::ordered_json texts_of(Part part, const Policy& policy, const std::string& language);

}  // namespace assent::authoring
