"""The dossier (案卷): one case told whole — where it stands, what runs, who was asked, what happened, what may be done."""
