#include "plugins/library.hpp"

#include <dlfcn.h>

#include <fmt/format.h>

#include "config/nearest_name.hpp"
#include "plugins/plugin_call.hpp"

namespace runner {
namespace {

constexpr const char* entry_name = "runner_create_plugin";
using CreatePlugin = void* (*)(abi::Precision);

CreatePlugin load_entry(const PluginInfo& info) {
  const auto fail = [&](std::string_view why) {
    throw PluginFileError(
        fmt::format("{}: this plugin cannot be used: {}.", info.path.string(), why));
  };
  const auto differences = build_differences(info.build);
  if (!differences.empty()) {
    fail("it was built differently from this runner: " + joined(differences));
  }
  void* library = call_plugin(info, "its static constructors", [&] {
    return dlopen(info.path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  });
  if (library == nullptr) {
    const char* why = dlerror();
    fail(why == nullptr ? "it cannot be loaded" : why);
  }
  void* symbol = dlsym(library, entry_name);
  if (symbol == nullptr) fail(fmt::format("it exports no function {}", entry_name));
  return reinterpret_cast<CreatePlugin>(symbol);
}

template <typename Base>
constexpr abi::Precision precision_of = abi::Precision::double_;
template <template <typename> typename Base>
constexpr abi::Precision precision_of<Base<float>> = abi::Precision::single;

}  // namespace

template <typename Base>
std::unique_ptr<Base> create_plugin(const PluginInfo& info) {
  const CreatePlugin create = load_entry(info);
  void* object = call_plugin(info, entry_name, [&] { return create(precision_of<Base>); });
  if (object == nullptr) {
    throw PluginFileError(fmt::format("{}: this plugin cannot be used: {} made no object.",
                                      info.path.string(), entry_name));
  }
  return std::unique_ptr<Base>(static_cast<Base*>(object));
}

template std::unique_ptr<Dataset> create_plugin(const PluginInfo&);
template std::unique_ptr<Initializer<float>> create_plugin(const PluginInfo&);
template std::unique_ptr<Initializer<double>> create_plugin(const PluginInfo&);
template std::unique_ptr<Activation<float>> create_plugin(const PluginInfo&);
template std::unique_ptr<Activation<double>> create_plugin(const PluginInfo&);
template std::unique_ptr<Optimizer<float>> create_plugin(const PluginInfo&);
template std::unique_ptr<Optimizer<double>> create_plugin(const PluginInfo&);

}  // namespace runner
