#include "sweep/plan/parameter_keys.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/nearest_name.hpp"
#include "config/experiment_keys.hpp"
#include "config/overrides.hpp"

namespace runner {
namespace {

// Why the key cannot vary, as a sentence; empty if it can.
std::string key_error(const std::string& path) {
  if (!is_key_path(path)) {
    return fmt::format("'{}' is not a key of the config; write one such as optimizer.alpha.", path);
  }
  if (path == "name" || path == "sweep" || path.starts_with("sweep.")) {
    return fmt::format("{} applies to the whole sweep and cannot vary.", path);
  }
  // An option is directly below its plugin, and may have such a name.
  const std::size_t dot = path.rfind('.');
  if (dot == std::string::npos || !is_parameter_form(path.substr(dot + 1))) return {};
  const std::string parent = path.substr(0, dot);
  const std::string form = path.substr(dot + 1);
  const auto& plugins = plugin_paths();
  if (std::find(plugins.begin(), plugins.end(), parent) != plugins.end()) return {};
  return fmt::format(
      "'{}' is not a key of the config; to vary {}, write the form of its values as a map, {}: "
      "{{{}: [...]}}.",
      path, parent, parent, form);
}

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

}  // namespace

std::vector<ParameterKey> read_parameter_keys(const std::string& text,
                                              const SourceLocation& location,
                                              Diagnostics& diagnostics) {
  std::vector<ParameterKey> keys;
  std::string error;
  for (std::size_t begin = 0; begin <= text.size() && error.empty();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string path = trimmed(text.substr(begin, end - begin));
    const auto is_same = [&](const ParameterKey& key) { return key.path == path; };
    error = key_error(path);
    if (error.empty() && std::any_of(keys.begin(), keys.end(), is_same)) {
      error = fmt::format("{} is given twice; keep one of the two.", path);
    }
    keys.push_back({path, location});
    begin = end + 1;
  }
  if (error.empty()) return keys;
  diagnostics.error(location, error);
  return {};
}

bool replaces(const std::string& path, const std::string& other) {
  return other.starts_with(path + '.');
}

void check_parameter_keys(const std::vector<ParameterKey>& keys, Diagnostics& diagnostics) {
  for (auto later = keys.begin(); later != keys.end(); ++later) {
    for (auto earlier = keys.begin(); earlier != later; ++earlier) {
      if (earlier->path == later->path) {
        diagnostics.error(later->location,
                          fmt::format("{} is given twice, here and at {}; keep one of the two.",
                                      later->path, earlier->location.text()));
      } else if (replaces(later->path, earlier->path)) {
        diagnostics.error(later->location,
                          fmt::format("{} replaces {}, which is given before it; put {} first.",
                                      later->path, earlier->path, later->path));
      }
    }
  }
}

std::string names_of(const std::vector<ParameterKey>& keys) {
  std::string names;
  for (const auto& key : keys) names += (names.empty() ? "" : ", ") + key.path;
  return names;
}

bool is_parameter_form(std::string_view key) {
  const auto& forms = parameter_forms();
  return std::find(forms.begin(), forms.end(), key) != forms.end();
}

const std::vector<std::string>& parameter_forms() {
  static const std::vector<std::string> names = {"choice", "int_uniform", "log_uniform", "range",
                                                 "uniform"};
  return names;
}

}  // namespace runner
