// Armadillo with the one configuration that the host and every plugin share. Include this header
// instead of <armadillo>: the layout of arma::Mat and the meaning of its operations depend on these
// macros, and a plugin built with others is refused when it is loaded.
#pragma once

#ifdef ARMA_INCLUDES
#error "include <runner/plugin.hpp> before <armadillo>, so that both use one configuration"
#endif

// BLAS and LAPACK are called directly, without libarmadillo in between.
#ifndef ARMA_DONT_USE_WRAPPER
#define ARMA_DONT_USE_WRAPPER
#endif
// OpenMP would split elementwise work by the number of threads; runs must not depend on it.
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
