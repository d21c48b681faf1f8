#include "runs/environment_info.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <runner/this_build.hpp>

#include "base/build_info.hpp"
#include "kernels/dense_products.hpp"

extern "C" {
char* openblas_get_config();
char* openblas_get_corename();
void openblas_set_num_threads(int threads);
}

namespace runner {
namespace {

std::string cpu_model() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("model name")) continue;
    const auto colon = line.find(": ");
    if (colon != std::string::npos) return line.substr(colon + 2);
  }
  return {};
}

std::string kernel() {
  utsname names{};
  if (uname(&names) != 0) return {};
  return fmt::format("{} {} {}", names.sysname, names.release, names.machine);
}

nlohmann::ordered_json blas_variables() {
  auto variables = nlohmann::ordered_json::object();
  for (char** item = environ; item != nullptr && *item != nullptr; ++item) {
    const std::string_view text = *item;
    const auto equals = text.find('=');
    if (!text.starts_with("OPENBLAS_") || equals == std::string_view::npos) continue;
    variables[std::string(text.substr(0, equals))] = text.substr(equals + 1);
  }
  return variables;
}

}  // namespace

void use_one_blas_thread() { openblas_set_num_threads(1); }

nlohmann::ordered_json environment_info(unsigned threads) {
  static constexpr abi::BuildFacts build = abi::this_build();
  return {{"runner", build_info::version},
          {"git", build_info::git_commit},
          {"compiler", fmt::format("{} {}", build.compiler.bytes, build.compiler_version.bytes)},
          {"build_type", build_info::build_type},
          {"instruction_set", build.instruction_set.bytes},
          {"armadillo", build.arma_version.bytes},
          {"blas", openblas_get_config()},
          {"blas_core", openblas_get_corename()},
          {"blas_variables", blas_variables()},
          {"kernels", kernel_target()},
          {"kernel", kernel()},
          {"cpu", cpu_model()},
          {"cores", std::thread::hardware_concurrency()},
          {"threads", threads}};
}

}  // namespace runner
