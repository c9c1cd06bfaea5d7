package io.busbar.test.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** One Chromium, and what the tests ask of it. Waits are generous: the machine may be slow. */
final class Browser implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path SCREENS = Path.of("target", "screens");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Where Chromium and its driver are; empty if one is missing. */
  static Optional<List<Path>> installed() {
    Optional<Path> chromium = find("chromium", "chromium-browser", "google-chrome");
    Optional<Path> chromedriver = find("chromedriver");
    return chromium.isPresent() && chromedriver.isPresent()
        ? Optional.of(List.of(chromium.get(), chromedriver.get())) : Optional.empty();
  }

  private static Optional<Path> find(String... names) {
    return Stream.of(names).flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable).findFirst();
  }

  static Browser start() {
    List<Path> programs = installed().orElseThrow();
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, java.util.logging.Level.WARNING);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(programs.get(0).toFile());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--window-size=1440,900",
        "--force-device-scale-factor=1", "--hide-scrollbars");
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(programs.get(1).toFile()).build();
    return new Browser(new ChromeDriver(service, options));
  }

  WebDriver driver() {
    return driver;
  }

  void open(String address) {
    driver.get(address);
  }

  void size(int width, int height) {
    if (width >= 500) {
      driver.manage().window().setSize(new Dimension(width, height));
      driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", java.util.Map.of());
    } else {
      // A window is never as narrow as a phone.
      driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
          java.util.Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", true));
    }
  }

  void dark(boolean dark) {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", java.util.Map.of("features",
        List.of(java.util.Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  String text(String css) {
    return steadily(() -> driver.findElement(By.cssSelector(css)).getText());
  }

  boolean shows(String css) {
    return steadily(() -> {
      List<WebElement> found = driver.findElements(By.cssSelector(css));
      return !found.isEmpty() && found.get(0).isDisplayed();
    });
  }

  /** The pages draw each second: an element may be another one between finding it and looking at it, or not be there yet. */
  private <T> T steadily(Supplier<T> look) {
    return new WebDriverWait(driver, PATIENCE).ignoring(StaleElementReferenceException.class).until(d -> Optional.of(look.get())).get();
  }

  int count(String css) {
    return driver.findElements(By.cssSelector(css)).size();
  }

  void type(String css, String text) {
    WebElement field = driver.findElement(By.cssSelector(css));
    field.clear();
    field.sendKeys(text);
  }

  void click(String css) {
    steadily(() -> {
      driver.findElement(By.cssSelector(css)).click();
      return true;
    });
  }

  Object script(String script, Object... arguments) {
    return ((JavascriptExecutor) driver).executeScript(script, arguments);
  }

  /** Waits until an element has a text in it. */
  void waitFor(String css, String part) {
    waitFor(css, part, PATIENCE);
  }

  /** Waits that long until an element has a text in it. */
  void waitFor(String css, String part, Duration patience) {
    new WebDriverWait(driver, patience).ignoring(StaleElementReferenceException.class).withMessage(() -> css + " with \"" + part
        + "\", has: " + driver.findElements(By.cssSelector(css)).stream().map(WebElement::getText).toList())
        .until(d -> d.findElements(By.cssSelector(css)).stream().anyMatch(e -> e.getText().contains(part)));
  }

  void waitUntil(String what, java.util.function.BooleanSupplier condition) {
    waitUntil(what, condition, PATIENCE);
  }

  void waitUntil(String what, java.util.function.BooleanSupplier condition, Duration patience) {
    new WebDriverWait(driver, patience).ignoring(StaleElementReferenceException.class).withMessage(what).until(d -> condition.getAsBoolean());
  }

  /** What the browser complained about. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
  }

  /** Keeps a picture for people to look at. */
  void screenshot(String name) throws Exception {
    Files.createDirectories(SCREENS);
    Files.write(SCREENS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
