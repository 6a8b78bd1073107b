package io.orchestress.analysis.gates;

/** From which score on a grade is given. */
public enum GradeScale {
    /** A from 90, B from 80, C from 70, D from 60, else F. */
    A_TO_F {
        @Override
        public String grade(double score) {
            return score >= 90 ? "A" : score >= 80 ? "B" : score >= 70 ? "C" : score >= 60 ? "D" : "F";
        }
    },
    /** A+ from 95, A from 90, B from 80, C from 60, else F. */
    A_PLUS {
        @Override
        public String grade(double score) {
            return score >= 95 ? "A+" : score >= 90 ? "A" : score >= 80 ? "B" : score >= 60 ? "C" : "F";
        }
    };

    /** @param score 0 to 100 */
    public abstract String grade(double score);
}
