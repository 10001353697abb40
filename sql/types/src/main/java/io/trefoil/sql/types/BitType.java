package io.trefoil.sql.types;

/** bit(n), with exactly n bits, and bit varying(n), with at most n. */
final class BitType extends ByteParsedType {
  private final boolean varying;

  private BitType(int oid, int arrayOid, String name, String sqlName, boolean varying) {
    super(oid, arrayOid, name, sqlName, 'V', varying, -1);
    this.varying = varying;
  }

  static BitType fixed() {
    return new BitType(TypeOid.BIT, TypeOid.BIT_ARRAY, "bit", "bit", false);
  }

  static BitType varying() {
    return new BitType(TypeOid.VARBIT, TypeOid.VARBIT_ARRAY, "varbit", "bit varying", true);
  }

  @Override
  public Class<?> javaClass() {
    return BitString.class;
  }

  @Override
  public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
    return fit(BitText.parse(source, offset, length), typmod, false);
  }

  @Override
  public void writeText(Object value, TextFormat format, ByteSink out) {
    BitText.write((BitString) value, out);
  }

  @Override
  public Object readBinary(byte[] source, int offset, int length, int typmod) {
    return fit(BitText.readBinary(source, offset, length), typmod, false);
  }

  @Override
  public void writeBinary(Object value, ByteSink out) {
    BitText.writeBinary((BitString) value, out);
  }

  @Override
  public int compare(Object left, Object right) {
    return ((BitString) left).compareTo((BitString) right);
  }

  @Override
  public Object applyTypmod(Object value, int typmod, boolean explicit) {
    return fit((BitString) value, typmod, explicit);
  }

  private BitString fit(BitString bits, int typmod, boolean explicit) {
    if (typmod <= 0 || bits.length() == typmod || varying && bits.length() < typmod) {
      return bits;
    }
    if (!explicit) {
      throw varying
          ? new SqlStateException(
              SqlState.STRING_DATA_RIGHT_TRUNCATION,
              "bit string too long for type bit varying(" + typmod + ")")
          : new SqlStateException(
              SqlState.STRING_DATA_LENGTH_MISMATCH,
              "bit string length " + bits.length() + " does not match type bit(" + typmod + ")");
    }
    return BitText.resize(bits, typmod);
  }

  @Override
  public String typmodSuffix(int typmod) {
    return typmod < 0 ? "" : "(" + typmod + ")";
  }

  @Override
  public String formatted(int typmod) {
    return typmod < 0 && !varying ? "\"bit\"" : super.formatted(typmod);
  }

  @Override
  public int typmodOf(int[] modifiers) {
    return LengthTypmod.ofBits(modifiers, name());
  }
}
