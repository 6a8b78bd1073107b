package io.orchestress.stats.usl;

import java.util.Arrays;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresFactory;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;
import org.jspecify.annotations.Nullable;

/**
 * The curve with the least sum of squared errors within bounds. Levenberg and Marquardt look for it without bounds; where they leave
 * them, the optimum lies on a bound, and each is searched in the same way with one unknown less.
 */
final class LeastSquares {
    private static final int MOST_STEPS = 200;
    private static final double TOLERANCE = 1e-12;
    private static final LevenbergMarquardtOptimizer OPTIMIZER = new LevenbergMarquardtOptimizer()
            .withCostRelativeTolerance(TOLERANCE)
            .withParameterRelativeTolerance(TOLERANCE)
            .withOrthoTolerance(TOLERANCE);

    private final Points points;
    private final double[] y;
    private final LambdaModel free;
    private final ErrorLaw law;

    LeastSquares(Points points, ErrorLaw law) {
        this.points = points;
        this.law = law;
        double[] x = new double[points.size()];
        y = new double[points.size()];
        for (int i = 0; i < y.length; i++) {
            x[i] = points.throughput(i);
            y[i] = law.of(x[i]);
        }
        free = law.bestScale(x);
    }

    /** @param squares sum of squared errors */
    record Best(double lambda, double sigma, double kappa, double squares) {}

    LambdaModel free() {
        return free;
    }

    /**
     * The best curve on a path. From several starts the bounds are searched in any case; from one, where nothing better lies inside.
     *
     * @param starts one or more, each of as many unknowns as the path has
     */
    Best best(CoefficientSpace path, LambdaModel scale, double[]... starts) {
        Best best = null;
        for (double[] start : starts) {
            best = better(best, inside(path, scale, start));
        }
        if (best == null || starts.length > 1) {
            for (int j = 0; j < path.unknowns(); j++) {
                best = better(best, onBound(path, scale, j, 0, starts));
                if (path.upper()[j] < Double.POSITIVE_INFINITY) {
                    best = better(best, onBound(path, scale, j, path.upper()[j], starts));
                }
            }
        }
        if (best == null) {
            throw new IllegalStateException("no curve within the bounds");
        }
        return best;
    }

    private Best onBound(CoefficientSpace path, LambdaModel scale, int j, double value, double[]... starts) {
        double[][] rest = Arrays.stream(starts)
                .map(start -> CoefficientSpace.without(start, j))
                .toArray(double[][]::new);
        return best(path.holding(j, value), scale, rest);
    }

    private @Nullable Best inside(CoefficientSpace path, LambdaModel scale, double[] start) {
        if (path.unknowns() == 0) {
            return at(path, scale, start);
        }
        try {
            double[] u = OPTIMIZER
                    .optimize(LeastSquaresFactory.create(
                            unknowns -> errors(path, scale, unknowns),
                            new ArrayRealVector(y, false),
                            new ArrayRealVector(start),
                            null,
                            MOST_STEPS,
                            MOST_STEPS))
                    .getPoint()
                    .toArray();
            for (int j = 0; j < u.length; j++) {
                if (!(u[j] >= 0 && u[j] <= path.upper()[j])) {
                    return null;
                }
            }
            return at(path, scale, u);
        } catch (MathRuntimeException e) {
            return null; // no optimum from this start: others, and the bounds, remain
        }
    }

    private Best at(CoefficientSpace path, LambdaModel scale, double[] u) {
        double sigma = path.sigmaAt(u);
        double kappa = path.kappaAt(u);
        UslDerivatives shape = UslDerivatives.of(points, sigma, kappa);
        double lambda = scale.at(sigma, kappa, shape).lambda();
        double squares = 0;
        for (int i = 0; i < y.length; i++) {
            double error = y[i] - law.of(lambda * shape.f()[i]);
            squares += error * error;
        }
        return new Best(lambda, sigma, kappa, Double.isFinite(squares) ? squares : Double.POSITIVE_INFINITY);
    }

    private Pair<RealVector, RealMatrix> errors(CoefficientSpace path, LambdaModel scale, RealVector unknowns) {
        double[] u = unknowns.toArray();
        double sigma = path.sigmaAt(u);
        double kappa = path.kappaAt(u);
        UslDerivatives shape = UslDerivatives.of(points, sigma, kappa);
        LambdaModel.Value value = scale.at(sigma, kappa, shape);
        double[] fitted = new double[y.length];
        double[][] jacobian = new double[y.length][u.length];
        for (int i = 0; i < y.length; i++) {
            double x = value.lambda() * shape.f()[i];
            double bySigma = value.bySigma() * shape.f()[i] + value.lambda() * shape.bySigma()[i];
            double byKappa = value.byKappa() * shape.f()[i] + value.lambda() * shape.byKappa()[i];
            double slope = law.slope(x);
            fitted[i] = law.of(x);
            for (int j = 0; j < u.length; j++) {
                jacobian[i][j] = slope * (bySigma * path.bySigma()[j] + byKappa * path.byKappa()[j]);
            }
        }
        return new Pair<>(new ArrayRealVector(fitted, false), new Array2DRowRealMatrix(jacobian, false));
    }

    private static @Nullable Best better(@Nullable Best a, @Nullable Best b) {
        return a == null || (b != null && b.squares() < a.squares()) ? b : a;
    }
}
