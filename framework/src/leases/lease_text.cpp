#include <unistd.h>

#include <array>
#include <limits>
#include <random>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "leases/lease_files.hpp"

namespace runner {
namespace {

using nlohmann::json;

constexpr std::uint64_t format_number = 1;

std::string own_pid_namespace() {
  std::array<char, 64> text{};
  const ssize_t length = ::readlink("/proc/self/ns/pid", text.data(), text.size());
  return length > 0 ? std::string(text.data(), static_cast<std::size_t>(length)) : std::string();
}

std::string random_nonce() {
  std::random_device device;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", device(), device(), device(), device());
}

const std::string* text_at(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? nullptr : found->get_ptr<const std::string*>();
}

// Returns nothing unless the value is an integer from 0 to `max`.
std::optional<std::uint64_t> number_at(const json& object, const char* key, std::uint64_t max) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_unsigned()) return std::nullopt;
  const auto number = found->get<std::uint64_t>();
  return number <= max ? std::optional(number) : std::nullopt;
}

}  // namespace

LeaseOwner this_owner() { return {this_process(), own_pid_namespace()}; }

std::string make_lease_text(const LeaseOwner& owner) {
  const nlohmann::ordered_json lease = {{"format", format_number},
                                        {"host", owner.process.host},
                                        {"boot_id", owner.process.boot_id},
                                        {"pid", owner.process.pid},
                                        {"start_time", owner.process.start_time},
                                        {"pid_namespace", owner.pid_namespace},
                                        {"mark", random_nonce()}};
  // A host name may contain any bytes.
  return lease.dump(2, ' ', true, json::error_handler_t::replace) + '\n';
}

std::optional<LeaseOwner> read_lease_text(const std::string& text) {
  constexpr auto max_number = std::numeric_limits<std::uint64_t>::max();
  constexpr auto max_pid = static_cast<std::uint64_t>(std::numeric_limits<pid_t>::max());
  const json lease = json::parse(text, nullptr, false);
  if (!lease.is_object() || number_at(lease, "format", format_number) != format_number) {
    return std::nullopt;
  }
  const auto* host = text_at(lease, "host");
  const auto* boot_id = text_at(lease, "boot_id");
  const auto* pid_namespace = text_at(lease, "pid_namespace");
  const auto pid = number_at(lease, "pid", max_pid);
  const auto start_time = number_at(lease, "start_time", max_number);
  if (!host || !boot_id || !pid_namespace || !pid || !start_time) return std::nullopt;
  return LeaseOwner{{*host, *boot_id, static_cast<pid_t>(*pid), *start_time}, *pid_namespace};
}

}  // namespace runner
