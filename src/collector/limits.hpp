// Every limit of the collector, by name. Nothing that grows with what strangers send is without one.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace assent::collector {

/// What one connection may cost. A test may set them smaller; a deployment has no reason to set them larger.
struct Limits {
  std::size_t head_bytes = 16 * 1024;  // request line and fields, the blank line included
  std::size_t body_bytes = 256 * 1024;
  std::size_t target_bytes = 2048;
  std::size_t fields = 100;
  std::size_t connections = 1024;
  std::chrono::milliseconds idle{20'000};     // until the first byte of a request
  std::chrono::milliseconds request{10'000};  // from the first byte to the last byte of the answer, never re-armed
  std::chrono::milliseconds linger{1'000};    // reading on after a refusal, so that its answer arrives
  std::chrono::milliseconds drain{10'000};    // for requests under way when the collector stops
};

/// How often one client may ask: a bucket that holds `burst` requests and is refilled over time.
struct Rate {
  double per_second = 100;  // 0: no limit
  double burst = 1000;
};

inline constexpr std::size_t max_rate_clients = 65'536;  // that are remembered; the one seen longest ago goes first
inline constexpr std::size_t max_forwarded_hops = 16;    // addresses that are read in X-Forwarded-For, from its end

inline constexpr std::size_t max_read_buffer_bytes = 64 * 1024;
inline constexpr std::size_t max_linger_bytes = 512 * 1024;

inline constexpr std::size_t max_body_depth = 16;       // of JSON
inline constexpr std::size_t max_body_values = 50'000;  // JSON values and names
inline constexpr std::size_t max_batch_events = 64;
inline constexpr std::size_t max_token_bytes = 128;

inline constexpr double minute_ms = 60.0 * 1000;
inline constexpr double hour_ms = 60 * minute_ms;
inline constexpr double day_ms = 24 * hour_ms;
inline constexpr double max_ahead_ms = 5 * minute_ms;  // a record or event may be this far in the future
inline constexpr double max_queued_ms = 7 * day_ms;    // older refusals are unproven, older events are refused
inline constexpr double nonce_valid_ms = 5 * minute_ms;

inline constexpr std::size_t max_site_bytes = 64;     // of an id
inline constexpr std::size_t max_origin_bytes = 512;  // scheme, host and port
inline constexpr std::size_t max_choices_bytes = 8 * 1024;
inline constexpr std::size_t max_handoff_bytes = 3 * max_choices_bytes;  // a token: hex in base64url is 2.67 times
inline constexpr double handoff_valid_ms = minute_ms;                    // time to follow a link
inline constexpr std::size_t max_device_token_bytes = 2048;
inline constexpr std::size_t max_customer_bytes = 256;
inline constexpr double device_token_valid_ms = 10 * minute_ms;
inline constexpr double device_token_ahead_ms = minute_ms / 2;  // the site's server may be ahead by this
inline constexpr double max_sender_off_ms = 2 * minute_ms;  // past it nobody knows when a device's choices were made
inline constexpr double device_choices_kept_ms = 396 * day_ms;  // 13 months after a device of the customer was here

inline constexpr std::size_t max_corrections = 64;         // in one request
inline constexpr std::size_t max_contact_tokens = 16;      // of a subject at a site: the next one ends the oldest
inline constexpr std::size_t max_contact_name_bytes = 64;  // of a topic or a channel in a question
inline constexpr std::size_t max_api_tokens = 256;
inline constexpr double contact_token_kept_ms = 396 * day_ms;    // 13 months after it was given
inline constexpr double evidence_kept_ms = 5 * 365.25 * day_ms;  // of a consent, after it stopped standing

inline constexpr double boot_refresh_ms = minute_ms;   // a boot answer is signed and compressed anew after this
inline constexpr std::size_t max_boot_answers = 1024;  // kept compressed; one per site, language and region

inline constexpr std::size_t max_waiting_writes = 4096;                   // past it the collector answers 503
inline constexpr std::size_t max_commit_writes = 256;                     // writes that share one commit
inline constexpr std::uint64_t default_retention_s = 365ull * 24 * 3600;  // where the policy states none
inline constexpr std::chrono::minutes sweep_interval{10};

inline constexpr double dead_letters_kept_ms = 30 * day_ms;
inline constexpr std::int64_t max_dead_letters = 100'000;  // the oldest go first
inline constexpr std::int64_t max_newer_records = 64;      // of one subject since the record that an event rests on

/// How webhooks are told. A test may set it shorter.
struct WebhookLimits {
  std::chrono::milliseconds attempt{10'000};    // from the look-up of the host to the head of the answer
  std::chrono::milliseconds poll{1'000};        // between looks into the outbox
  std::chrono::milliseconds first_wait{5'000};  // after the first failure; doubled by each further one
  std::chrono::milliseconds longest_wait{6 * 60 * 60 * 1'000};
  std::int64_t attempts = 16;  // in about a day; then the delivery is dead
};
inline constexpr std::int64_t max_waiting_deliveries =
    100'000;  // of one destination; more exposures and goals are dead at once
inline constexpr std::uint32_t max_answer_head_bytes = 16 * 1024;  // of a webhook; its body is not read
inline constexpr double dead_notices_kept_ms = 365 * day_ms;       // erasures and withdrawals that nobody took

inline constexpr std::size_t max_stored_files = 4096;  // packs and contents in the data folder
inline constexpr std::size_t max_served_files = 4096;  // files of one static folder
inline constexpr std::uintmax_t max_file_bytes = 8u << 20;
inline constexpr std::uintmax_t max_folder_bytes = 64u << 20;

}  // namespace assent::collector
