// Loads the plugins of this build without the host's loader, and sets their options.
#pragma once

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <dlfcn.h>
#include <runner/plugin.hpp>

namespace runner::test {

// Values for a plugin's options.
// Throws: std::invalid_argument if a value has another type than declared or is out of bounds, a
// required one is missing, or one has no declared option.
class TestOptions final : public Options {
 public:
  using Value = std::variant<double, std::int64_t, bool, std::string, std::vector<std::string>>;

  TestOptions() = default;
  TestOptions(std::initializer_list<std::pair<const std::string, Value>> values)
      : values_(values) {}

  // These options and one more.
  TestOptions with(const std::string& name, const Value& value) const {
    TestOptions all = *this;
    all.values_[name] = value;
    return all;
  }

  void real(std::string_view name, double& value, const RealOption& option) override {
    set(name, value);
    check(name, (!option.above || value > *option.above) &&
                    (!option.at_least || value >= *option.at_least) &&
                    (!option.below || value < *option.below) &&
                    (!option.at_most || value <= *option.at_most));
  }
  void integer(std::string_view name, std::int64_t& value, const IntegerOption& option) override {
    set(name, value);
    check(name, (!option.at_least || value >= *option.at_least) &&
                    (!option.at_most || value <= *option.at_most));
  }
  void boolean(std::string_view name, bool& value, const PlainOption&) override {
    set(name, value);
  }
  void text(std::string_view name, std::string& value, const TextOption& option) override {
    set(name, value);
    check(name, !option.required || !value.empty());
  }
  void choice(std::string_view name, std::string& value, const std::vector<std::string>&,
              const PlainOption&) override {
    set(name, value);
  }
  void path(std::string_view name, std::string& value, const TextOption& option) override {
    text(name, value, option);
  }
  void list(std::string_view name, std::vector<std::string>& value, const PlainOption&) override {
    set(name, value);
  }

  void check_all_declared() const {
    for (const auto& [name, value] : values_) check(name, declared_.contains(name));
  }

 private:
  template <typename T>
  void set(std::string_view name, T& value) {
    declared_.emplace(name);
    const auto given = values_.find(std::string(name));
    if (given == values_.end()) return;
    check(name, std::holds_alternative<T>(given->second));
    value = std::get<T>(given->second);
  }
  static void check(std::string_view name, bool good) {
    if (!good) throw std::invalid_argument("option " + std::string(name));
  }

  std::map<std::string, Value> values_;
  std::set<std::string> declared_;
};

template <typename Base>
inline constexpr auto precision_of = abi::Precision::double_;
template <template <typename> typename Kind>
inline constexpr auto precision_of<Kind<float>> = abi::Precision::single;

inline std::filesystem::path plugin_file(const std::string& name) {
  return std::filesystem::path(RUNNER_TEST_PLUGINS) / (name + ".so");
}

// Creates the plugin `name`, a Base such as Activation<float>, and sets its options.
template <typename Base>
std::unique_ptr<Base> load_plugin(const std::string& name, TestOptions options = {}) {
  void* const library = dlopen(plugin_file(name).c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (library == nullptr) throw std::runtime_error(dlerror());
  void* const symbol = dlsym(library, "runner_create_plugin");
  if (symbol == nullptr) throw std::runtime_error(dlerror());
  const auto create = reinterpret_cast<void* (*)(abi::Precision)>(symbol);
  std::unique_ptr<Base> plugin(static_cast<Base*>(create(precision_of<Base>)));
  plugin->options(options);
  options.check_all_declared();
  return plugin;
}

// The record in a plugin's file, found by its first bytes.
inline abi::PluginRecord read_record(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  const std::size_t position = bytes.find(abi::magic);
  abi::PluginRecord record;
  if (position == std::string::npos || bytes.size() - position < sizeof record) {
    throw std::runtime_error(file.string() + " is not a plugin");
  }
  std::memcpy(&record, bytes.data() + position, sizeof record);
  return record;
}

// The names of all plugins of a kind, such as "activation", sorted.
inline std::vector<std::string> plugins_of_kind(std::string_view kind) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(RUNNER_TEST_PLUGINS)) {
    if (entry.path().extension() != ".so") continue;
    const abi::PluginRecord record = read_record(entry.path());
    if (record.kind.bytes == kind) names.insert(record.name.bytes);
  }
  return {names.begin(), names.end()};
}

}  // namespace runner::test
