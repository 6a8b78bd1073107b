package io.orchestress.record;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A class of the target's JVM that took more of its heap when it was counted again.
 *
 * @param name as a program would write it, such as {@code java.lang.String} or {@code byte[]}; what the target's JVM said it is, cut and
 *     without control characters
 * @param instancesBefore, instances alive at the two counts
 * @param bytesBefore, bytes that they took
 */
public record ClassGrowth(String name, long instancesBefore, long instances, long bytesBefore, long bytes) {
    @JsonIgnore
    public long grownBytes() {
        return bytes - bytesBefore;
    }

    @JsonIgnore
    public long grownInstances() {
        return instances - instancesBefore;
    }
}
