package io.orchestress.stats.changepoint;

/**
 * Levels that begin at given places, and a slope that they share or none: least squares. With the slope {@code b} of the distances
 * within the pieces, piece {@code i} is at {@code a_i + b x}.
 *
 * @param starts of the pieces, the first of all first
 * @param end after the last piece
 * @param slope a run; 0 where there is none
 * @param squares sum of the squared distances
 */
record PiecewiseLine(int[] starts, int end, double[] intercepts, double slope, double squares) {

    /** @param starts of the pieces, ascending; the first is where the row begins that is looked at */
    static PiecewiseLine of(double[] values, int[] starts, int end, boolean sloped) {
        double[] meansX = new double[starts.length];
        double[] meansY = new double[starts.length];
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int piece = 0; piece < starts.length; piece++) {
            int from = starts[piece];
            int to = piece + 1 < starts.length ? starts[piece + 1] : end;
            double meanX = (from + to - 1) / 2.0;
            double meanY = 0;
            for (int i = from; i < to; i++) {
                meanY += values[i] / (to - from);
            }
            for (int i = from; i < to; i++) {
                double x = i - meanX;
                double y = values[i] - meanY;
                xx += x * x;
                xy += x * y;
                yy += y * y;
            }
            meansX[piece] = meanX;
            meansY[piece] = meanY;
        }
        double slope = sloped && xx > 0 ? xy / xx : 0;
        double[] intercepts = new double[starts.length];
        for (int piece = 0; piece < starts.length; piece++) {
            intercepts[piece] = meansY[piece] - slope * meansX[piece];
        }
        return new PiecewiseLine(starts, end, intercepts, slope, Math.max(0, yy - slope * xy));
    }

    /** Of piece {@code i} at a run. */
    double at(int piece, double run) {
        return intercepts[piece] + slope * run;
    }

    /**
     * Of Bayes: {@code n ln(squares ÷ n) + k ln n}, {@code k} the levels, the places where they begin, and the slope.
     *
     * @param least sum of squares below which all is rounding
     */
    double criterion(double least, boolean sloped) {
        int n = end - starts[0];
        int parameters = 2 * starts.length - 1 + (sloped ? 1 : 0);
        return n * Math.log(Math.max(squares, least) / n) + parameters * Math.log(n);
    }
}
