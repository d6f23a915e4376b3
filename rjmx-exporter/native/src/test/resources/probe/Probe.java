import org.teavm.interop.Address;
import org.teavm.interop.Import;
import org.teavm.interop.c.Include;

/** Does what the compiler to C once got wrong, and prints what came of it. */
public class Probe {

  private static final int ROUNDS = 200;

  public static void main(String[] arguments) {
    switch (arguments[0]) {
      case "clones" -> clones();
      case "fragments" -> fragments();
      case "pages" -> pages();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Copies of primitive arrays among others that must stay as they are. */
  private static void clones() {
    byte[] pattern = new byte[300];
    java.util.Arrays.fill(pattern, (byte) 0x5A);
    for (int round = 0; round < ROUNDS; round++) {
      byte[][] copies = new byte[400][];
      int[][] neighbours = new int[400][];
      for (int i = 0; i < copies.length; i++) {
        neighbours[i] = new int[20];
        java.util.Arrays.fill(neighbours[i], i);
        copies[i] = pattern.clone();
      }
      System.gc();
      for (int i = 0; i < copies.length; i++) {
        require(copies[i].length == pattern.length && copies[i][299] == 0x5A);
        for (int value : neighbours[i]) {
          require(value == i);
        }
      }
    }
    System.out.println("ok");
  }

  /** A heap of holes: every other object goes, so that the collector has much to note. */
  private static void fragments() {
    for (int round = 0; round < 6; round++) {
      Object[] kept = new Object[60_000];
      for (int i = 0; i < kept.length; i++) {
        kept[i] = new int[] {i};
      }
      for (int i = 0; i < kept.length; i += 2) {
        kept[i] = null;
      }
      System.gc();
      Object[] more = new Object[1_000];
      for (int i = 0; i < more.length; i++) {
        more[i] = new int[50];
      }
      System.gc();
      for (int i = 1; i < kept.length; i += 2) {
        require(((int[]) kept[i])[0] == i);
      }
    }
    System.out.println("ok");
  }

  /** Grows, shrinks, and tells how many pages are still in memory. */
  private static void pages() {
    grow(3);
    System.gc();
    byte[] text = new byte[200];
    byte[] path = "/proc/self/statm\0".getBytes();
    int file = open(Address.ofData(path), 0);
    int length = read(file, Address.ofData(text), text.length);
    System.out.println("ok " + new String(text, 0, length).split(" ")[1]);
  }

  /** Calls itself so that it keeps a stack frame of its own, which no longer counts afterwards. */
  private static void grow(int depth) {
    if (depth > 0) {
      grow(depth - 1);
      return;
    }
    byte[][] blocks = new byte[300][];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = new byte[100_000];
      java.util.Arrays.fill(blocks[i], (byte) i);
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("memory was overwritten");
    }
  }

  @Include("fcntl.h")
  @Import(name = "open")
  private static native int open(Address path, int flags);

  @Include("unistd.h")
  @Import(name = "read")
  private static native int read(int file, Address target, int length);
}
