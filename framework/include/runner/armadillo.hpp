// Armadillo, configured as the host and all plugins must have it. Include this header instead of
// <armadillo>: the layout of arma::Mat and the effect of its operations depend on these macros, and
// the host refuses a plugin built with others.
#pragma once

#ifdef ARMA_INCLUDES
#error "include <runner/plugin.hpp> before <armadillo>, so that both use one configuration"
#endif

// Call BLAS and LAPACK directly, not through libarmadillo.
#ifndef ARMA_DONT_USE_WRAPPER
#define ARMA_DONT_USE_WRAPPER
#endif
// OpenMP would split sums by the number of threads, on which results must not depend.
#ifndef ARMA_DONT_USE_OPENMP
#define ARMA_DONT_USE_OPENMP
#endif
#ifndef ARMA_DONT_USE_ARPACK
#define ARMA_DONT_USE_ARPACK
#endif
#ifndef ARMA_DONT_USE_SUPERLU
#define ARMA_DONT_USE_SUPERLU
#endif
#ifndef ARMA_DONT_USE_HDF5
#define ARMA_DONT_USE_HDF5
#endif

#include <armadillo>
