#include <unistd.h>

#include <array>
#include <limits>
#include <random>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "claims/claim_files.hpp"

namespace runner {
namespace {

using nlohmann::json;

constexpr std::uint64_t format_number = 1;

std::string own_pid_namespace() {
  std::array<char, 64> text{};
  const ssize_t length = ::readlink("/proc/self/ns/pid", text.data(), text.size());
  return length > 0 ? std::string(text.data(), static_cast<std::size_t>(length)) : std::string();
}

std::string random_mark() {
  std::random_device device;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", device(), device(), device(), device());
}

const std::string* text_at(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? nullptr : found->get_ptr<const std::string*>();
}

// A whole number from 0 to `most`.
std::optional<std::uint64_t> number_at(const json& object, const char* key, std::uint64_t most) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_unsigned()) return std::nullopt;
  const auto number = found->get<std::uint64_t>();
  return number <= most ? std::optional(number) : std::nullopt;
}

}  // namespace

ClaimOwner this_owner() { return {this_process(), own_pid_namespace()}; }

std::string make_claim_text(const ClaimOwner& owner) {
  const nlohmann::ordered_json claim = {{"format", format_number},
                                        {"host", owner.process.host},
                                        {"boot_id", owner.process.boot_id},
                                        {"pid", owner.process.pid},
                                        {"start_time", owner.process.start_time},
                                        {"pid_namespace", owner.pid_namespace},
                                        {"mark", random_mark()}};
  // A host's name may be any bytes.
  return claim.dump(2, ' ', true, json::error_handler_t::replace) + '\n';
}

std::optional<ClaimOwner> read_claim_text(const std::string& text) {
  constexpr auto most_number = std::numeric_limits<std::uint64_t>::max();
  constexpr auto most_pid = static_cast<std::uint64_t>(std::numeric_limits<pid_t>::max());
  const json claim = json::parse(text, nullptr, false);
  if (!claim.is_object() || number_at(claim, "format", format_number) != format_number) {
    return std::nullopt;
  }
  const auto* host = text_at(claim, "host");
  const auto* boot_id = text_at(claim, "boot_id");
  const auto* pid_namespace = text_at(claim, "pid_namespace");
  const auto pid = number_at(claim, "pid", most_pid);
  const auto start_time = number_at(claim, "start_time", most_number);
  if (!host || !boot_id || !pid_namespace || !pid || !start_time) return std::nullopt;
  return ClaimOwner{{*host, *boot_id, static_cast<pid_t>(*pid), *start_time}, *pid_namespace};
}

}  // namespace runner
