#include "execution/environment_info.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include <fmt/format.h>

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

std::vector<std::pair<std::string, std::string>> blas_variables() {
  std::vector<std::pair<std::string, std::string>> variables;
  for (char** item = environ; item != nullptr && *item != nullptr; ++item) {
    const std::string_view text = *item;
    const auto equals = text.find('=');
    if (!text.starts_with("OPENBLAS_") || equals == std::string_view::npos) continue;
    variables.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return variables;
}

}  // namespace

void use_one_blas_thread() { openblas_set_num_threads(1); }

RunEnvironment environment_info(unsigned threads) {
  static constexpr abi::BuildFacts build = abi::this_build();
  RunEnvironment environment;
  environment.runner = build_info::version;
  environment.git = build_info::git_commit;
  environment.compiler = fmt::format("{} {}", build.compiler.bytes, build.compiler_version.bytes);
  environment.build_type = build_info::build_type;
  environment.instruction_set = build.instruction_set.bytes;
  environment.armadillo = build.arma_version.bytes;
  environment.blas = openblas_get_config();
  environment.blas_core = openblas_get_corename();
  environment.blas_variables = blas_variables();
  environment.kernels = kernel_target();
  environment.kernel = kernel();
  environment.cpu = cpu_model();
  environment.cores = std::thread::hardware_concurrency();
  environment.threads = threads;
  return environment;
}

}  // namespace runner
