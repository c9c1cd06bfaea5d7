package io.busbar.deploy.swap;

import io.busbar.api.deploy.Deployments;
import io.busbar.api.time.ClockState;
import io.busbar.deploy.store.DeployFolder;
import io.busbar.deploy.trust.Trust;
import io.busbar.testkit.driver.MachineClock;
import java.nio.file.Path;
import java.util.List;

/** A process that deploys one set after another until it is killed. Says each that it has committed: {@code committed SEQUENCE ID}. */
final class DeployingProcess {
  private DeployingProcess() {}

  /** @param args folder of features, deploy folder, first sequence, ID of the set that boots */
  public static void main(String[] args) throws Exception {
    Features features = new Features(Path.of(args[0]));
    DeployFolder folder = new DeployFolder(Path.of(args[1]), "gateway");
    FakeGround ground = new FakeGround();
    Path filter = features.bundle("filter", "1.0");
    ground.parts.add(Features.part(1, filter, 40));
    try (Deployer deployer = new Deployer(folder, new Trust(null, null, "oak", ""), ground, new AnyFile(), new MachineClock(ClockState.SYNCHRONISED),
        new Deployer.Boot(args[3], List.of()))) {
      System.out.println("booted");
      for (long sequence = Long.parseLong(args[2]);; sequence++) {
        Path feature = features.feature(sequence, filter, features.bundle("driver", "1." + sequence));
        Deployments.Answer staged = deployer.stage(feature.toString(), "ann");
        Deployments.Answer begun = staged.done() ? deployer.apply(1_000, "ann") : staged;
        if (!begun.done()) {
          System.out.println("refused " + begun.lines());
          return;
        }
        while (!deployer.status().step().isEmpty()) {
          Thread.sleep(2);
        }
        System.out.println("committed " + sequence + " " + folder.pointer().active());
      }
    }
  }
}
