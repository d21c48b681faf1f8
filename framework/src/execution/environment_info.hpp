#pragma once

#include "runs/run_manifest.hpp"

namespace runner {

// The environment of a run in this process with that many threads.
RunEnvironment environment_info(unsigned threads);

// Has OpenBLAS compute on the calling thread alone: the threads are ours, and results must not
// depend on how many OpenBLAS takes.
void use_one_blas_thread();

}  // namespace runner
