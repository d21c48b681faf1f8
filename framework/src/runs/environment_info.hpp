#pragma once

#include <nlohmann/json_fwd.hpp>

namespace runner {

// What besides config and data can change numbers or speed: versions, compiler, BLAS and the core
// that its kernels are for, kernel, CPU, threads, the build's git commit, OPENBLAS_ variables that
// are set.
nlohmann::ordered_json environment_info(unsigned threads);

// Has OpenBLAS compute on the calling thread alone; the threads are ours.
void use_one_blas_thread();

}  // namespace runner
