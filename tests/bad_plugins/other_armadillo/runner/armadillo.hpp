// Stands in for the framework's header of this name: Armadillo as the compiler flags have it.
#pragma once

#include <armadillo>
