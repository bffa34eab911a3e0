// The routes of "may you contact me?": for the subject, and for a site's mailing system that holds a contact token.
#pragma once

#include "collector/api_tokens.hpp"
#include "collector/services.hpp"

namespace assent::collector {

/// GET /v1/subjects/me/contact?site=&topic=&channel=, signed
Answering get_own_contact(const Services& services, const Exchange& exchange);

/// POST /v1/subjects/me/contact, signed: {"site"} → {"token","site","expires"}. The token says nothing by itself and is
/// told this once.
Answering post_contact_token(const Services& services, const Exchange& exchange);

/// GET /v1/contact/{token}?topic=&channel=, with the API token of the site as `Authorization: Bearer`
Answering get_contact(const Services& services, const ApiTokens& api_tokens, const Exchange& exchange);

}  // namespace assent::collector
