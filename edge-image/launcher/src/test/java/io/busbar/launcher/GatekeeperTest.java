package io.busbar.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.Felix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** In a real framework: a bundle that is not in the manifest never resolves, however it got in. */
class GatekeeperTest {
  @TempDir
  Path folder;

  private Path own;
  private Gatekeeper keeper;
  private Felix felix;
  private BundleContext context;

  @BeforeEach
  void start() throws Exception {
    own = Files.createDirectory(folder.resolve("store"));
    keeper = new Gatekeeper(List.of(own));
    Gatekeeper.refuseExtensions();
    Map<String, Object> properties = new HashMap<>();
    properties.put(Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString());
    properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
    felix = new Felix(properties);
    felix.init();
    context = felix.getBundleContext();
    context.registerService(ResolverHookFactory.class, keeper, null);
    felix.start();
  }

  @AfterEach
  void stop() throws Exception {
    felix.stop();
    felix.waitForStop(20_000);
  }

  private static byte[] jar(String name, Map<String, String> headers) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
    headers.forEach(manifest.getMainAttributes()::putValue);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new JarOutputStream(bytes, manifest).close();
    return bytes.toByteArray();
  }

  private static byte[] jar(String name, String version) throws IOException {
    return jar(name, Map.of("Bundle-Version", version));
  }

  private static InputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private void allow(byte[]... jars) throws IOException {
    Set<String> digests = new java.util.HashSet<>();
    for (byte[] jar : jars) {
      digests.add(Sha256.of(Files.write(Files.createTempFile(folder, "jar", ".jar"), jar)));
    }
    keeper.allow(digests);
  }

  private void assertHidden(Bundle bundle) {
    assertThatThrownBy(bundle::start).isInstanceOf(BundleException.class);
    assertThat(felix.adapt(FrameworkWiring.class).resolveBundles(List.of(bundle))).isFalse();
    assertThat(bundle.getState()).isEqualTo(Bundle.INSTALLED);
    assertThat(keeper.refused()).anyMatch(line -> line.startsWith(bundle.getSymbolicName() + " " + bundle.getVersion()));
  }

  @Test
  void whatIsListedResolvesByStreamAndByReference() throws Exception {
    byte[] one = jar("one", "1.0.0");
    byte[] two = jar("two", "1.0.0");
    allow(one, two);
    Bundle first = context.installBundle("x", in(one));
    first.start();
    Bundle second = context.installBundle("reference:" + Files.write(own.resolve("two.jar"), two).toUri());
    second.start();
    assertThat(List.of(first.getState(), second.getState())).containsOnly(Bundle.ACTIVE);
    assertThat(keeper.refused()).isEmpty();
  }

  @Test
  void whatIsNotListedStaysHiddenByStreamByFileAndByReference() throws Exception {
    allow(jar("good", "1.0.0"));
    byte[] bad = jar("bad", "1.0.0");
    assertHidden(context.installBundle("by stream", in(bad)));
    assertHidden(context.installBundle(Files.write(folder.resolve("bad.jar"), bad).toUri().toString()));
    assertHidden(context.installBundle("reference:" + Files.write(own.resolve("bad.jar"), bad).toUri()));
  }

  @Test
  void whatIsListedIsHiddenWhenItIsAReferenceToAFileThatOthersMayWrite() throws Exception {
    byte[] good = jar("good", "1.0.0");
    allow(good);
    assertHidden(context.installBundle("reference:" + Files.write(folder.resolve("good.jar"), good).toUri()));
  }

  @Test
  void aFolderInThePlaceOfAJarStaysHidden() throws Exception {
    allow(jar("good", "1.0.0"));
    Path open = Files.createDirectories(own.resolve("open/META-INF"));
    Files.writeString(open.resolve("MANIFEST.MF"), "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: open\n");
    assertHidden(context.installBundle("reference:" + own.resolve("open").toUri()));
  }

  @Test
  void anUpdateOfAListedBundleToAnUnlistedOneStaysHidden() throws Exception {
    byte[] good = jar("good", "1.0.0");
    allow(good);
    Bundle bundle = context.installBundle("x", in(good));
    bundle.start();
    assertThatThrownBy(() -> bundle.update(in(jar("good", "1.0.1")))).isInstanceOf(BundleException.class);
    assertHidden(bundle);
  }

  @Test
  void anUnlistedFragmentIsNotAttachedToAListedHost() throws Exception {
    byte[] host = jar("host", "1.0.0");
    allow(host);
    Bundle fragment = context.installBundle("f", in(jar("fragment", Map.of("Fragment-Host", "host", "Bundle-Version", "1.0.0"))));
    Bundle bundle = context.installBundle("h", in(host));
    bundle.start();
    felix.adapt(FrameworkWiring.class).resolveBundles(List.of(fragment));
    assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
    assertThat(fragment.getState()).isEqualTo(Bundle.INSTALLED);
  }

  /** An extension of the framework is attached without a resolver, so no hook can hide it: there are none. */
  @Test
  void anExtensionOfTheFrameworkIsNotTakenEvenIfItIsListed() throws Exception {
    for (String kind : List.of("system.bundle", "system.bundle; extension:=framework", "org.apache.felix.framework; extension:=framework")) {
      byte[] extension = jar("extension", Map.of("Fragment-Host", kind, "Bundle-Version", "1.0.0", "Export-Package", "hidden.by.nobody"));
      allow(extension);
      Bundle installed = null;
      try {
        installed = context.installBundle("extension of " + kind, in(extension));
        felix.adapt(FrameworkWiring.class).resolveBundles(List.of(installed));
      } catch (BundleException refused) {
        assertThat(refused).as(kind).hasStackTraceContaining("xtension");
      }
      assertThat(installed == null || installed.getState() != Bundle.RESOLVED).as(kind).isTrue();
      assertThat(felix.adapt(BundleWiring.class).getCapabilities("osgi.wiring.package")).as(kind)
          .noneMatch(it -> "hidden.by.nobody".equals(it.getAttributes().get("osgi.wiring.package")));
    }
  }

  @Test
  void anUpdateOfAListedBundleToAnExtensionIsNotTaken() throws Exception {
    byte[] good = jar("good", "1.0.0");
    byte[] extension = jar("good", Map.of("Fragment-Host", "system.bundle", "Bundle-Version", "1.0.1", "Export-Package", "hidden.by.nobody"));
    allow(good, extension);
    Bundle bundle = context.installBundle("x", in(good));
    assertThatThrownBy(() -> bundle.update(in(extension))).isInstanceOf(BundleException.class);
    felix.adapt(FrameworkWiring.class).resolveBundles(List.of(bundle));
    assertThat(felix.adapt(BundleWiring.class).getCapabilities("osgi.wiring.package"))
        .noneMatch(it -> "hidden.by.nobody".equals(it.getAttributes().get("osgi.wiring.package")));
  }

  @Test
  void anUnlistedBundleWaitsInVainForItsStartLevel() throws Exception {
    allow(jar("host", "1.0.0"));
    Bundle bad = context.installBundle("bad", in(jar("bad", "1.0.0")));
    bad.adapt(BundleStartLevel.class).setStartLevel(5);
    bad.start();
    CountDownLatch reached = new CountDownLatch(1);
    felix.adapt(FrameworkStartLevel.class).setStartLevel(9, event -> reached.countDown());
    assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(bad.getState()).isEqualTo(Bundle.INSTALLED);
    assertThat(keeper.refused()).isNotEmpty();
  }

  @Test
  void whatImportsFromAnUnlistedBundleIsNotResolvedByIt() throws Exception {
    byte[] user = jar("user", Map.of("Import-Package", "p", "Bundle-Version", "1.0.0"));
    allow(user);
    context.installBundle("p", in(jar("provider", Map.of("Export-Package", "p", "Bundle-Version", "1.0.0"))));
    Bundle bundle = context.installBundle("u", in(user));
    assertThatThrownBy(bundle::start).isInstanceOf(BundleException.class);
    assertThat(bundle.getState()).isEqualTo(Bundle.INSTALLED);
  }

  @Test
  void inDevelopmentModeEverythingResolves() throws Exception {
    keeper.allow(null);
    Bundle bundle = context.installBundle("x", in(jar("any", "1.0.0")));
    bundle.start();
    assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
  }
}
