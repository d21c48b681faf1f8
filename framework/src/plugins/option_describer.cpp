#include "plugins/option_describer.hpp"

#include <fmt/format.h>

#include "config/nearest_name.hpp"
#include "config/typed_values.hpp"

namespace runner {

void OptionDescriber::add(std::string_view name, std::string type, std::string preset,
                          std::string_view doc, bool required) {
  options_.push_back(
      {std::string(name), std::move(type), std::move(preset), required, std::string(doc)});
}

void OptionDescriber::real(std::string_view name, double& value, const RealOption& option) {
  add(name, describe_bounds(option), fmt::format("{}", value), option.doc);
}

void OptionDescriber::integer(std::string_view name, std::int64_t& value,
                              const IntegerOption& option) {
  add(name, describe_bounds(option), fmt::format("{}", value), option.doc);
}

void OptionDescriber::boolean(std::string_view name, bool& value, const PlainOption& option) {
  add(name, "true or false", value ? "true" : "false", option.doc);
}

void OptionDescriber::text(std::string_view name, std::string& value, const TextOption& option) {
  add(name, "text", value, option.doc, option.required);
}

void OptionDescriber::choice(std::string_view name, std::string& value,
                             const std::vector<std::string>& choices, const PlainOption& option) {
  add(name, joined(choices, " or "), value, option.doc);
}

void OptionDescriber::path(std::string_view name, std::string& value, const TextOption& option) {
  add(name, "a path", value, option.doc, option.required);
}

void OptionDescriber::list(std::string_view name, std::vector<std::string>& value,
                           const PlainOption& option) {
  add(name, "a list of texts", fmt::format("[{}]", joined(value, ", ")), option.doc);
}

}  // namespace runner
