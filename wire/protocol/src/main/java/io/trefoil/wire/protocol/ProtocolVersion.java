package io.trefoil.wire.protocol;

/** A protocol version: major in the upper, minor in the lower 16 bits of the start-up packet's code word. */
public record ProtocolVersion(int major, int minor) {
    /** The version spoken here, 3.0. */
    public static final ProtocolVersion V3_0 = new ProtocolVersion(3, 0);

    public static ProtocolVersion of(int code) {
        return new ProtocolVersion(code >>> 16, code & 0xffff);
    }

    public int code() {
        return major << 16 | minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
