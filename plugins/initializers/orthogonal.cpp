#include <stdexcept>

#include <runner/plugin.hpp>

namespace {

// W = gain Q, or its transpose if W is wider than high, where A = Q R is the QR decomposition of a
// matrix A of standard normals. The signs of Q's columns are chosen to make R's diagonal positive,
// so that Q is uniform over orthogonal matrices (Mezzadri 2007). W's rows or columns, whichever are
// fewer, are orthogonal and have length gain. Biases are zero. Saxe et al. 2014.
template <typename Real>
class Orthogonal final : public runner::Initializer<Real> {
 public:
  void options(runner::Options& o) override {
    o.real("gain", gain_, {.above = 0.0, .doc = "Length of the orthogonal rows or columns"});
  }

  void weights(arma::Mat<Real>& W, arma::uword, arma::uword, runner::Random& random) override {
    arma::mat A(W.n_rows, W.n_cols);
    random.fill_normal(A, 1.0);
    const bool wide = W.n_cols > W.n_rows;
    if (wide) arma::inplace_trans(A);
    arma::mat Q;
    arma::mat R;
    if (!arma::qr_econ(Q, R, A)) throw std::runtime_error("LAPACK's QR decomposition failed.");
    for (arma::uword i = 0; i < Q.n_cols; ++i) Q.col(i) *= R(i, i) < 0 ? -gain_ : gain_;
    if (wide) arma::inplace_trans(Q);
    W = arma::conv_to<arma::Mat<Real>>::from(Q);
  }

 private:
  double gain_ = 1.0;
};

}  // namespace

RUNNER_INITIALIZER(Orthogonal, "orthogonal", "Orthogonal rows or columns, biases zero",
                   .formula = "W = gain Q, Q R = N(0, 1)", .citation = "arXiv:1312.6120")
