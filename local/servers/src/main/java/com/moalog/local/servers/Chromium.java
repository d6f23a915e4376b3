package com.moalog.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The browser for tests of the web page: Chromium's headless shell with a Korean font, from the
 * distribution's packages, fetched once, about 120 MB. Thread-safe.
 */
public final class Chromium {

  private static final String FOLDER = "chromium-headless-1";
  private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu";

  /** The program, the font, and what a Debian without a desktop lacks. */
  private static final List<String> PACKAGES =
      List.of(
          "chromium-headless-shell",
          "chromium-common",
          "fonts-nanum",
          "libasound2",
          "libasyncns0",
          "libatk1.0-0",
          "libatspi2.0-0",
          "libavahi-client3",
          "libavahi-common3",
          "libbrotli1",
          "libbsd0",
          "libcups2",
          "libdav1d6",
          "libdbus-1-3",
          "libdouble-conversion3",
          "libdrm2",
          "libexpat1",
          "libflac12",
          "libfontconfig1",
          "libfreetype6",
          "libgbm1",
          "libglib2.0-0",
          "libgraphite2-3",
          "libharfbuzz-subset0",
          "libharfbuzz0b",
          "libjpeg62-turbo",
          "liblcms2-2",
          "libmd0",
          "libminizip1",
          "libmp3lame0",
          "libmpg123-0",
          "libnspr4",
          "libnss3",
          "libogg0",
          "libopenh264-7",
          "libopenjp2-7",
          "libopus0",
          "libpng16-16",
          "libpulse0",
          "libsndfile1",
          "libvorbis0a",
          "libvorbisenc2",
          "libwayland-client0",
          "libwayland-server0",
          "libx11-6",
          "libx11-xcb1",
          "libxau6",
          "libxcb-randr0",
          "libxcb1",
          "libxcomposite1",
          "libxdamage1",
          "libxdmcp6",
          "libxext6",
          "libxfixes3",
          "libxi6",
          "libxkbcommon0",
          "libxnvctrl0",
          "libxrandr2",
          "libxrender1");

  /** Without the last ones Chromium calls its maker's hosts at every start. */
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Path root;

  private Chromium(Path root) {
    this.root = root;
  }

  /**
   * The browser of this checkout's cache, fetched first when it is not there.
   *
   * @throws IOException where the packages cannot be had
   */
  public static Chromium ofRepository() throws IOException {
    try {
      return new Chromium(ProgramCache.ofRepository().packages(FOLDER, PACKAGES));
    } catch (IOException e) {
      throw new IOException(
          "the tests of the web page need the Debian package chromium-headless-shell and its"
              + " libraries, and apt could not fetch them",
          e);
    }
  }

  public Path program() {
    return root.resolve("usr/lib/chromium/chromium-headless-shell");
  }

  public List<String> flags() {
    return FLAGS;
  }

  /**
   * Variables under which it finds its libraries and fonts.
   *
   * @param scratch a folder that may be written to
   */
  public Map<String, String> environment(Path scratch) throws IOException {
    Path fonts = Files.createDirectories(scratch).toAbsolutePath().resolve("fonts.conf");
    Files.writeString(
        fonts,
        """
        <?xml version="1.0"?>
        <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
        <fontconfig>
          <dir>%s</dir>
          <cachedir>%s</cachedir>
          <match target="pattern">
            <edit name="family" mode="append" binding="weak"><string>NanumGothic</string></edit>
          </match>
        </fontconfig>
        """
            .formatted(root.resolve("usr/share/fonts"), fonts.resolveSibling("fonts")));
    String libraries = root.resolve(LIBRARIES) + ":" + root.resolve(LIBRARIES + "/pulseaudio");
    return Map.of("LD_LIBRARY_PATH", libraries, "FONTCONFIG_FILE", fonts.toString());
  }
}
