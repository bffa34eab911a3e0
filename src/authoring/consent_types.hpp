// The consent types of Google Consent Mode v2: what tags on the page can be told.
#pragma once

#include <string_view>

namespace assent::authoring {

inline constexpr std::string_view consent_types[] = {
    "ad_storage",         "analytics_storage",     "ad_user_data",
    "ad_personalization", "functionality_storage", "personalization_storage",
    "security_storage"};

}  // namespace assent::authoring
