#include "plugin_host/option_reader.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "config/home_path.hpp"
#include "config/plugin_hint.hpp"

namespace runner {

template <typename T, typename Read>
void OptionReader::take(std::string_view name, T& value, Read read) {
  const Value* written = reader_.find(name);
  if (written == nullptr) return;
  if (auto checked = read(*written)) value = std::move(*checked);
}

void OptionReader::require(std::string_view name, const TextOption& option) {
  if (!option.required || reader_.find(name) != nullptr) return;
  diagnostics_.error(place_, fmt::format("{} needs the option '{}'{}{}.", owner_, name,
                                         option.doc.empty() ? "" : ": ", option.doc));
}

void OptionReader::real(std::string_view name, double& value, const RealOption& option) {
  take(name, value, [&](const Value& v) { return read_real(v, name, option, diagnostics_); });
  values_.push_back(entry(name, real_value(value)));
}

void OptionReader::integer(std::string_view name, std::int64_t& value,
                           const IntegerOption& option) {
  take(name, value, [&](const Value& v) { return read_integer(v, name, option, diagnostics_); });
  values_.push_back(entry(name, integer_value(value)));
}

void OptionReader::boolean(std::string_view name, bool& value, const PlainOption&) {
  take(name, value, [&](const Value& v) { return read_boolean(v, name, diagnostics_); });
  values_.push_back(entry(name, boolean_value(value)));
}

void OptionReader::text(std::string_view name, std::string& value, const TextOption& option) {
  require(name, option);
  take(name, value, [&](const Value& v) { return read_text(v, name, diagnostics_); });
  values_.push_back(entry(name, text_value(value)));
}

void OptionReader::choice(std::string_view name, std::string& value,
                          const std::vector<std::string>& choices, const PlainOption&) {
  take(name, value, [&](const Value& v) { return read_choice(v, name, choices, diagnostics_); });
  values_.push_back(entry(name, text_value(value)));
}

void OptionReader::path(std::string_view name, std::string& value, const TextOption& option) {
  require(name, option);
  take(name, value, [&](const Value& v) -> std::optional<std::string> {
    const auto written = read_text(v, name, diagnostics_);
    if (!written) return std::nullopt;
    if (written->empty()) {
      diagnostics_.error(v.location, fmt::format("{} must be a path, but this is empty.", name));
      return std::nullopt;
    }
    if (const auto error = home_path_error(*written)) {
      diagnostics_.error(v.location, fmt::format("{}: {}.", name, *error));
      return std::nullopt;
    }
    return std::filesystem::absolute(*written).lexically_normal().string();
  });
  if (!value.empty()) values_.push_back(entry(name, text_value(value)));
}

void OptionReader::list(std::string_view name, std::vector<std::string>& value,
                        const PlainOption&) {
  take(name, value, [&](const Value& v) -> std::optional<std::vector<std::string>> {
    const List* items = v.as_list();
    if (items == nullptr) {
      diagnostics_.error(
          v.location,
          fmt::format("{} must be a list, such as [a, b], but this is {}.", name, v.description()));
      return std::nullopt;
    }
    std::vector<std::string> texts;
    for (const auto& item : *items) {
      if (auto text = read_text(item, fmt::format("an item of {}", name), diagnostics_)) {
        texts.push_back(std::move(*text));
      }
    }
    return texts;
  });
  List items;
  for (const auto& item : value) items.push_back(text_value(item));
  values_.push_back(entry(name, list_value(std::move(items))));
}

Map OptionReader::finish() {
  reader_.finish(plugin_hint);
  return std::move(values_);
}

}  // namespace runner
